# An answer that nobody wrote down in time is older than the letter that went out meanwhile.
zone Europe/Kyiv
language en

at 2022-03-07 10:00
as olena
in #desk
/aid request Contoso "Terminals" kind:equipment channel:email owner:me reply-by:"5 working days"
at 2022-03-17 10:00
/aid approach AID-1 private_letter reply-by:"5 working days"
at 2022-03-18 10:00
/aid response AID-1 declined "No" stated:"10 March"
expect "Their move" "Answer expected by Thu 24 Mar 2022: 4 working days left" "declined · “No”"
expect "It is older than what was asked on Thu 17 Mar 2022, to which an answer is still awaited."
advance to 2022-03-22 09:00
expect post in #desk "An answer is expected by Thu 24 Mar 2022"

# The answer to that letter stops its clock.
/aid відповідь AID-1 declined "Знову ні" stated:"вчора"
expect "Our move: decide" "the clock is stopped"
expect not "older than"
advance to 2022-03-24 09:00
expect none in #desk
