zone Europe/Kyiv
# The first days of March 2022 as public news texts tell them: a ministry asks companies to stop.
# "Newspaper A" and "Newspaper B" do not always agree; both are kept.

at 2022-03-01 10:00
as coordinator
in #outreach
/aid settings all:yes name:"Digital front" calendar:none
expect "Settings recorded"
/aid team Outreach calendar:none quiet:20:00-08:00
expect "Europe/Kyiv"
as lead, lead
as coordinator

# 1. The war starts on 24 February.
/aid campaign FRONT "Digital front" start:2022-02-24 ladder:executive:3,public_post:3
expect "Thu 24 Feb 2022"

# 5. One letter to several giants; each answers in its own way.
/aid batch "Microsoft, Google, Meta" "Stop sales in Russia" kind:sales_suspension channel:email campaign:FRONT reply-by:"5 working days" owner:coordinator
expect "3 created"

# 8. Terminals arrive within 48 hours of a public post, before anybody wrote the request down.
/aid request SpaceX "Satellite terminals" kind:equipment channel:social_public at:2022-02-26 campaign:FRONT owner:lead
expect "AID-4"
/aid response AID-4 accepted_full "Terminals sent within 48 hours; one text calls them satellites" effective:2022-02-28 source:"Newspaper A"
expect "they agreed"
expect not "late"

# 6. Did Microsoft halt sales, or new sales only?
at 2022-03-03 10:00
/aid response AID-1 accepted_partial "All new sales stop" extent:pause_new source:"Newspaper B" stated:today
/aid response AID-1 disputes:1 extent:suspend source:"Newspaper A"
expect "both are kept"
/aid show AID-1
expect "Disputed"
expect "Newspaper A"
expect "Newspaper B"

# 7, 9, 10. Google halts sales; Meta offers something else, then a part.
/aid response AID-2 accepted_partial "Sales of goods and services halted" extent:suspend source:"Newspaper A"
expect "agreed in part"
/aid response AID-3 counter_offer "A special team on disinformation"
expect "counter-offer"
/aid response AID-3 accepted_partial "No advertising by Russian state media" extent:suspend line:advertising customers:"Russian state media" countries:Russia
expect "agreed in part"

# 11, 12. A brand of Google takes similar steps; Meta's step draws retaliation.
/aid company YouTube parent:Google new:yes
expect "Google"
/aid response company:YouTube accepted_partial "Similar steps" extent:suspend source:"Newspaper A"
expect "YouTube"
/aid note AID-3 counter_measure "Partial restriction of the social network" holder:Russia about:AID-3
expect "noted"

# 13, 14. Nobody asked Cogent; some think it went too far.
/aid response company:"Cogent Communications" extent:exit text:"Cuts its connections to Russia" trigger:own_initiative source:"Newspaper A"
expect "without being asked"
/aid note company:"Cogent Communications" concern "Civilians lose information" holder:"Commentators"
/aid note company:"Cogent Communications" concern "Cutting the net is harsher than other steps" holder:"An analyst"
expect "harsher"

# 2, 3, 4. The open letter to Amazon, and the post of the day before.
at 2022-03-07 10:00
/aid request Amazon "End cloud services in Russia" kind:service_suspension channel:open_letter at:2022-03-07 to:"The founder" from:"Vice prime minister" country:Russia campaign:FRONT reply-by:"5 working days" owner:coordinator rationale:"Employers who stay pay for bloodshed; many governments ask; the long term counts more than profit"
expect "AID-5"
expect "Mon 14 Mar 2022"
/aid approach AID-5 social_public at:2022-03-06 text:"@founder @company, end your services in Russia" from:"Vice prime minister"
expect "approached again"
/aid approach AID-5 disputes:1 at:"last week" source:"Newspaper B"
expect "both are kept"
/aid request Amazon "Close the Russian shop" kind:service_suspension channel:email
expect "already has an open request of this kind"
expect "Nothing has been written yet"

# 15, 16. What Amazon has in Russia, and what it said before.
/aid note company:Amazon exposure "No offices and no data centres there; big customers are based elsewhere; the shop does not deliver"
/aid response AID-5 acknowledged "We have a policy of no business with that government" stated:"last week" source:"Newspaper B"
expect "Their move"

# A reminder before, at and after the deadline: Microsoft, Google and Meta answered, so nothing about them.
advance to 2022-03-08 12:00
expect none in #outreach

# 17, 18, 19. No new customers, found after a newspaper asked; a named spokesman gives another reason.
at 2022-03-09 16:00
/aid response AID-5 accepted_partial "No new cloud customers" extent:pause_new customers:"new cloud customers" countries:"Russia, Belarus" effective:2022-03-05 published:2022-03-08 trigger:press_inquiry source:"Newspaper B"
expect "agreed in part"
/aid evidence AID-5 quote:"will not take on new customers" kind:press publisher:"Newspaper B" published:2022-03-08 response:2
/aid response AID-5 edit:2 spokesperson:"The company's spokesman" reason:"uncertainty and lack of credit"
expect "corrected"
/aid response AID-5 disputes:2 extent:suspend source:"Newspaper A"

# 20, 21. A standing condition, and the questions of experts.
/aid note company:Amazon policy "Access ends for customers who promote violence"
/aid note AID-5 question "What is a Russian company?" holder:"Experts"
/aid note AID-5 question "How would it be blocked?" holder:"Experts"
/aid note AID-5 answer:1 text:"Any company registered there"
expect "answered"
press "Go by “new business paused”"
expect "settled"

# A company that stays silent: reminded before, at and after the deadline, in the team's morning.
at 2022-03-10 11:00
/aid request Fabrikam "Stop taking orders from state companies" kind:sales_suspension channel:private_letter to:"Head office" campaign:FRONT reply-by:"5 working days" owner:coordinator
expect "Thu 17 Mar 2022"
/aid why AID-6
expect "Sat 12 Mar 2022"
expect "weekend"
advance to 2022-03-11 12:00
expect none in #outreach

# The weekly digest of the second week comes on Monday morning by itself.
advance to 2022-03-14 12:00
expect post in #outreach "Digest"
expect post in #outreach "AID-5"

# T-2 is the Tuesday. On the same morning it is two weeks since the terminals were agreed to, and none was seen.
advance to 2022-03-15 09:30
expect post in #outreach "AID-6"
expect post in #outreach "Thu 17 Mar 2022"
expect post in #outreach "They agreed, but nothing has been seen since Tue 1 Mar 2022."
/aid show AID-6
press "Snooze"
fill until:"17 March 10:00" reason:"their office closes for two days"
expect "silenced"
advance to 2022-03-17 09:30
expect none in #outreach

# The snooze ends with a wake-up, or with an answer, whichever comes first.
/aid response AID-6 unread "Their lawyers wrote back"
expect "nobody has read it"
advance to 2022-03-17 12:00
expect none in #outreach

# An answer that nobody has read stops nothing: the day passes, and it is late.
advance to 2022-03-18 12:00
expect post in #outreach "An answer has been here"
press "Record the answer"
fill outcome:deferred text:"We need until the end of the month" until:"31 March"
expect "Thu 31 Mar 2022"

# A promise steers the next reminder; when it is broken, the ladder is next.
advance to 2022-03-31 12:00
expect post in #outreach "AID-6"
advance to 2022-04-08 12:00
expect post in #outreach "AID-6"
press "Escalate"
expect "escalated"
expect "executive"
/aid show AID-6
expect "executive"
expect "Wed 13 Apr 2022"

# What stands at the end, as the lead reads it.
as lead
/aid show AID-1
expect "agreed in part"
/aid show AID-5
expect "2 approaches"
expect "Date disputed"
expect "last week"
/aid history AID-5
expect "uncertainty and lack of credit"
/aid matrix FRONT
expect "Microsoft"
expect "SpaceX"
/aid list kind:sales_suspension
expect "Requests · 4"
/aid digest 2022-03-10
expect "AID-6"
/aid digest as-of:2022-03-08
expect not "AID-6"
expect "Answered · 3"
