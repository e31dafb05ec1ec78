-- Who is erased is named no more by where they were written to, by what events were answered that named them, nor by
-- calls that wait behind buttons.
grant update (place_id, place_name) on intent to aidline_app;
--> statement-breakpoint
grant update (answer) on ingress to aidline_app;
--> statement-breakpoint
grant delete on parked_call to aidline_app;
--> statement-breakpoint
-- A register that joined another has a journal yet, and no installation by which it could be found.
grant select (workspace_id) on workspace to aidline_worker;
--> statement-breakpoint
create policy all_workspaces on workspace to aidline_worker using (true);
