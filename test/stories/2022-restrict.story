# The first days of March 2022, as public news texts tell them: a ministry asks companies to stop.
# A and B are two newspapers that do not always agree.

at 2022-03-01 09:00
as coordinator
in #outreach
/aid settings all:yes name:"Digital front" zone:Europe/Kyiv calendar:none
expect "Settings recorded"
/aid team Outreach zone:Europe/Kyiv calendar:none
expect "Europe/Kyiv"
as lead, lead
as coordinator

# 1: the war starts on 24 February
/aid campaign FRONT "Digital front" start:2022-02-24 ladder:executive:3,public_post:3
expect "Digital front"

# 5: many asks, one letter; 8: terminals
/aid batch "Microsoft, Google, Meta" "Stop sales in Russia" kind:sales_suspension channel:email campaign:FRONT reply-by:"5 working days" owner:coordinator
expect "3 created"
/aid request SpaceX "Satellite terminals" kind:equipment channel:social_public at:2022-02-26 campaign:FRONT
expect "AID-4"

# 8: the gear is there within 48 hours, before anybody wrote it down
/aid response AID-4 accepted_full "Terminals sent within 48 hours; a newspaper calls them satellites" effective:2022-02-28 source:"Newspaper A"
expect "AID-4"
expect not "late"

# 6: two newspapers differ on what Microsoft did
at 2022-03-04 10:00
/aid response AID-1 accepted_partial "All new sales stop" extent:pause_new source:"Newspaper B" stated:2022-03-04
expect "Microsoft"
/aid response AID-1 disputes:1 extent:suspend source:"Newspaper A"
expect "both are kept"
/aid show AID-1
expect "disputed"
expect "Newspaper A"
expect "Newspaper B"

# 7, 9, 10: Google and Meta
/aid response AID-2 accepted_partial "Sales of goods and services halted" extent:suspend source:"Newspaper A"
expect "Google"
/aid response AID-3 counter_offer "A special team on disinformation"
expect "Meta"
/aid response AID-3 accepted_partial "No advertising by Russian state media" extent:suspend line:advertising customers:"Russian state media" countries:Russia
expect "in part"

# 11: a brand of Google takes similar steps; 12: retaliation, linked to Meta's step
/aid company YouTube parent:Google
press "Add YouTube as new"
