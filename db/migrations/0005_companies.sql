-- Counting what is live or somebody's, and finding what a company was asked, without reading the rows.
create index request_known_company on request_known (workspace_id, company_id, status, owner_id, stand_in_id)
  where known_to = 'infinity';
