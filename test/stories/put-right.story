# A form that was sent with something wrong asks for it, also where it was not asked for before.
zone Europe/Kyiv
language en

at 2022-03-07 09:00
as olena
in #desk
/aid request Contoso "500 terminals" kind:equipment reply-by:asap
expect form "Channel (required)"
fill channel:email
expect form "Answer expected by = asap" "“asap” could not be read as a date"
fill reply-by:"2 days"
expect "AID-1" "Wed 9 Mar 2022"

/aid snooze AID-1 whenever
fill reason:"they asked for time"
expect form "Until (required) = whenever" "“whenever” could not be read as a date"
fill until:"tomorrow"
expect "Tue 8 Mar 2022"

# A request that there is not is asked for, too.
/aid snooze AID-7 tomorrow
fill reason:"they asked for time"
expect form "There is no request AID-7."
fill request:AID-1
expect "AID-1: reminders are silenced"
