# Evening in Los Angeles is tomorrow in UTC: each day is the team's, on every surface.
zone America/Los_Angeles
language en

at 2022-03-10 15:30
as olena, admin
in #desk
/aid request Contoso "Stop sales" kind:sales_suspension channel:email reply-by:"5 working days" owner:me
at 2022-03-10 17:00
/aid response AID-1 declined "No" ground:legal
at 2022-03-10 18:00
/aid response AID-1 accepted_full "We stop" extent:suspend stated:today

# The later answer of one day is in force, on the card, in the list and in the company's grade.
/aid show AID-1
expect "Our move: close" "suspended" "We stop"
expect not "“No”"
/aid list
expect "agreed"
/aid company Contoso
expect "AID-1 suspended"

# What holds from tomorrow holds from tomorrow, also when it is tomorrow in UTC.
/aid request Fabrikam "Stop sales" kind:sales_suspension channel:email owner:me
/aid response AID-2 accepted_full "From tomorrow" extent:exit effective:tomorrow
/aid company Fabrikam
expect "AID-2 nothing stopped"
advance to 2022-03-11 09:00
/aid company Fabrikam
expect "AID-2 left the market"

# Whoever is away until today is still away this evening.
at 2022-03-11 18:00
/aid settings away:today
/aid show AID-1
expect "away until Fri 11 Mar 2022"
at 2022-03-12 00:30
/aid show AID-1
expect not "away until"

# What was said today is answered at once, and an answer of a day without an hour is not before its letter of that day.
at 2022-03-15 09:00
/aid request Northwind "Terminals" kind:equipment channel:email owner:me
/aid response AID-3 accepted_full "Yes" stated:today
advance 1m
/aid digest
expect "Answered · 3" "Median days to answer: 0 (from 3 answers)"
