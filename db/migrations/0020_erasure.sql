-- Who is erased is not named by where their reminders went either.
grant update (place_id, place_name) on intent to aidline_app;
