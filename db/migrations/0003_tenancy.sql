-- One workspace can see nothing of another: enabled and forced, so that the owner is bound as well.
do $$
declare
  tenant text;
begin
  foreach tenant in array array[
    'workspace', 'installation', 'journal', 'journal_personal', 'request', 'request_known', 'company', 'company_name',
    'team', 'campaign', 'member', 'account', 'name_known', 'intent', 'delivery', 'receipt', 'ingress', 'parked_call'
  ] loop
    execute format('alter table %I enable row level security', tenant);
    execute format('alter table %I force row level security', tenant);
    execute format(
      'create policy own_workspace on %I to aidline_app '
      'using (workspace_id = nullif(current_setting(''aidline.workspace'', true), '''')::uuid)',
      tenant
    );
  end loop;
  -- The courier's rounds look for due work and the way to a workspace, over all of them.
  foreach tenant in array array['installation', 'intent', 'delivery'] loop
    execute format('create policy all_workspaces on %I to aidline_worker using (true)', tenant);
  end loop;
end $$;
--> statement-breakpoint
grant select, insert on
  workspace, installation, journal, journal_personal, request, request_known, company, company_name,
  team, campaign, member, account, name_known, intent, delivery, receipt, ingress, parked_call
to aidline_app;
--> statement-breakpoint
grant update on workspace, request, request_known, company, team, campaign, member, account, name_known, delivery to aidline_app;
--> statement-breakpoint
grant delete on
  journal_personal, request, request_known, company, company_name, team, campaign, member, account, name_known, ingress
to aidline_app;
--> statement-breakpoint
grant select on installation, intent, delivery to aidline_worker;
--> statement-breakpoint
grant update on delivery to aidline_worker;
