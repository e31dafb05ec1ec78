zone Europe/Kyiv
# The events of 2022 as three public news texts tell them, all of them, by commands alone: a ministry
# asks companies to stop and to give. Sources A, B and C do not always agree; what each says is kept.

at 2022-03-08 10:00
as admin
in #outreach
/aid settings all:yes name:"Digital front" calendar:none approval:public
expect "Settings recorded"
/aid team Outreach calendar:none quiet:20:00-08:00
expect "Europe/Kyiv"
as lead, lead
as liaison, liaison
as coordinator

# 1. The war starts on 24 February.
/aid campaign FRONT "Digital front" start:2022-02-24 currency:USD ladder:executive:3,public_post:3
expect "Thu 24 Feb 2022"

# 2. The letter is written; before it goes out in public a lead reads it. Nothing is sent before that.
/aid request Amazon "End cloud services in Russia" kind:service_suspension channel:open_letter to:"The founder" from:"Vice prime minister" country:Russia campaign:FRONT owner:coordinator
expect "approv"
/aid show AID-1
expect not "Their move"
as lead
/aid approve AID-1 return:"Say why it is their business"
expect "AID-1"
as coordinator
/aid edit AID-1 rationale:"Many governments ask"
/aid approve AID-1 ask:yes
expect "AID-1"
as lead
/aid approve AID-1
expect "pproved"
as coordinator
/aid approach AID-1 open_letter at:2022-03-07 to:"The founder" from:"Vice prime minister" reply-by:"5 working days"
expect "AID-1"
expect "Mon 14 Mar 2022"
/aid claim AID-1 approach:1 field:date value:"last week" source:"Newspaper B"
/aid show AID-1
expect "Date disputed" "last week"

# 3. A post of the day before asked the same, with two names in it.
/aid approach AID-1 social_public at:2022-03-06 text:"@founder @company, end your services in Russia" from:"Vice prime minister"
expect "waits for a lead"
as lead
/aid approve AID-1
press "Sent"
expect "approached again"
as coordinator

# 4. The argument.
/aid edit AID-1 rationale:"Employers who stay pay for bloodshed; many governments ask; the long term counts more than profit"
expect "corrected"
/aid show AID-1
expect "bloodshed"

# 5. One letter to several giants; each answers in its own way.
/aid batch "Microsoft, Google, Meta" "Stop sales in Russia" kind:sales_suspension channel:email campaign:FRONT reply-by:"5 working days" owner:coordinator
expect "3 created"
as lead
/aid request SpaceX "Satellite terminals" kind:equipment channel:social_public items:"satellites" at:2022-02-26 campaign:FRONT owner:lead
expect "AID-5"
as coordinator

# 6. Did Microsoft halt sales, or new sales only? Both are kept until somebody picks.
/aid response AID-2 accepted_partial "All new sales stop" extent:pause_new source:"Newspaper B" stated:"last week"
/aid claim AID-2 response:1 field:extent value:suspend source:"Newspaper A"
/aid claim AID-2 response:1 field:extent value:reduce source:"A university list"
/aid show AID-2
expect "Disputed" "Newspaper A" "Newspaper B" "A university list"

# 7. Google halts sales of goods and services, as one newspaper says.
/aid response AID-3 accepted_partial "Sales of goods and services halted" extent:suspend source:"Newspaper A"
expect "agreed in part"

# 8. Terminals are there within 48 hours, and nobody had promised any.
/aid delivery AID-5 "Satellite terminals" mode:physical state:received at:2022-02-28 lines:"satellites" source:"Newspaper A"
expect "AID-5"
/aid response AID-5 accepted_full "Terminals sent within 48 hours" effective:2022-02-28 source:"Newspaper A"
/aid show AID-5
expect "satellites" "reported"
as lead
/aid role liaison liaison for:"Ministry of Digital Transformation"
as liaison
/aid confirm AID-5
expect "Ministry of Digital Transformation"
as coordinator
/aid show AID-5
expect "confirmed by the recipient"

# 9, 10. Meta offers something else, then does a part.
/aid response AID-4 counter_offer "A special team on disinformation" source:"Newspaper A"
expect "counter-offer"
/aid response AID-4 accepted_partial "No advertising by Russian state media" extent:suspend line:advertising customers:"Russian state media" countries:Russia source:"Newspaper A"
expect "agreed in part"

# 11. A brand of Google takes similar steps.
/aid company YouTube parent:Google new:yes
expect "Google"
/aid response company:YouTube accepted_partial "Similar steps" extent:suspend source:"Newspaper A"
expect "YouTube"
/aid company Google
expect "YouTube"

# 12. Retaliation, linked to the step that caused it.
/aid note AID-4 counter_measure "Partial restriction of the social network" holder:Russia about:"AID-4 response 2"
expect "noted"

# 13, 14. Nobody asked Cogent; some think that it went too far.
/aid response company:"Cogent Communications" extent:exit text:"Cuts its connections to Russia" trigger:own_initiative source:"Newspaper A" new:yes
expect "without being asked"
/aid note company:"Cogent Communications" concern "Civilians lose information" holder:"Commentators"
/aid note company:"Cogent Communications" concern "Cutting the net is harsher than other steps" holder:"An analyst"
/aid note company:"Cogent Communications" support "A moral duty" holder:"An analyst"
expect "moral duty"

# 15, 16. What Amazon has in Russia, and what it said before it was asked.
/aid note company:Amazon exposure "No offices and no data centres there; big customers are based elsewhere; the shop does not deliver"
/aid response AID-1 acknowledged "We have a policy of no business with that government" stated:"last week" source:"Newspaper B"
expect "Their move"

# 17, 18, 19. New customers only, in two countries; found after a newspaper asked; a spokesman has another reason.
at 2022-03-09 16:00
/aid response AID-1 accepted_partial "No new cloud customers" extent:pause_new customers:"new cloud customers" countries:"Russia, Belarus" effective:2022-03-05 published:2022-03-08 trigger:press_inquiry source:"Newspaper B"
expect "agreed in part"
/aid evidence AID-1 quote:"will not take on new customers" kind:press publisher:"Newspaper B" published:2022-03-08 response:2 voice:press
/aid response AID-1 edit:2 spokesperson:"The company's spokesman" reason:"uncertainty and lack of credit"
expect "corrected"
/aid claim AID-1 response:2 field:extent value:suspend source:"Newspaper A"
/aid show AID-1
expect "Disputed"

# 20, 21. A standing condition, and the questions of experts.
/aid note company:Amazon policy "Access ends for customers who promote violence"
/aid note AID-1 question "What is a Russian company?" holder:"Experts"
/aid note AID-1 question "How would it be blocked?" holder:"Experts"
/aid note AID-1 concern "Crippling" holder:"Experts"
/aid note AID-1 answer:1 text:"Any company registered there"
expect "answered"

# 22, 23. Help without an amount, to several kinds of recipient.
/aid request Amazon "Keep the registers safe" kind:hosting_backup channel:meeting at:2022-02-24 campaign:FRONT owner:coordinator items:"backups of state registers"
expect "AID-6"
/aid pledge company:Amazon "Cybersecurity help" form:in_kind recipients:"firms, ministries" source:"Newspaper B"
/aid pledge company:Amazon "Relief and support of charities" form:in_kind recipients:"charities" source:"Newspaper B"
/aid pledge company:Amazon "Relief goods" form:in_kind lines:"medical supplies; food; toys" source:"Newspaper C"
expect "medical supplies"

# 24. 75 million dollars: the company's own valuation, and another list that says otherwise.
/aid pledge AID-6 "Backups in the cloud" form:in_kind amount:"$75 million" basis:donor_estimate stage:committed source:"Newspaper C"
expect "$75,000,000"
/aid claim AID-6 pledge:1 field:amount value:"USD 37.5 million" source:"A list of donations"
/aid show AID-6
expect "disputed" "$75,000,000" "A list of donations"
as lead
/aid claim AID-6 pledge:1 field:amount choose:"USD 75 million"
as coordinator

# 25. A director meets the ambassador; nobody says when.
/aid company Amazon contact:"A director" contact-role:"public sector"
/aid approach AID-6 embassy at:"24 February" text:"The ambassador and a director agree on a plan"
/aid response AID-6 accepted_full "A plan agreed over the table" source:"Newspaper C"
expect "they agreed"

# 26. Drives of the size of a suitcase go in, are loaded, go back, and are read in.
at 2022-12-20 11:00
/aid delivery AID-6 "Drives with copies of registers" mode:physical state:received at:"last month" pledge:1 source:"Newspaper C" recipients:"ministries"
expect "AID-6"
/aid leg AID-6 delivery:1 direction:out from:"Dublin" to:"Kyiv" units:"drive 1, drive 2" dispatched:"last month" received:"last month"
/aid leg AID-6 delivery:1 direction:return from:"Kyiv" to:"Dublin" units:"drive 1, drive 2" dispatched:"last month"
expect "drive 1"
/aid leg AID-6 delivery:1 leg:2 received:yesterday
/aid show AID-6
expect "$75,000,000"

# 27. The rest goes by network.
/aid delivery AID-6 "Copies by network" mode:digital state:received at:"last month" pledge:1 source:"Newspaper C"

# 28, 29. So far: a lower bound, exact counts, and dozens.
/aid progress AID-6 data "more than 10,000,000 GB" at:today breakdown:"27 ministries, 18 universities, dozens of companies" pledge:1 source:"Newspaper C"
expect "10 PB" "27 ministries" "18 universities"
/aid progress AID-6 reading:1 tags:"economy, tax, banking, property records"
expect "banking"
/aid progress AID-6 data "9,000,000 GB" at:today
expect "reason"

# 30, 31, 32. A memorandum, thanks, and a prize.
/aid agreement AID-6 "To go on with the cloud" kind:memorandum parties:"The ministry; Amazon" signatories:"The minister; a director" signed:2022-12-01 renews:"the plan of February"
expect "memorandum"
/aid note AID-6 recognition "One of the biggest contributions" holder:"The minister" at:2022-12-01
/aid note AID-6 recognition "A peace prize" holder:"The state" at:"July 2022"
expect "peace prize"

# 33. Others ask for the same.
/aid note AID-6 interest "Ask about the same service" holder:"East Asian countries"

# 34. It is not clear whether others were helped.
/aid evidence AID-6 quote:"Unclear whether others were helped in this way" kind:press publisher:"Newspaper C" uncertain:yes pledge:1

# 35. What a college counts is kept beside what we count.
/aid claim campaign:FRONT metric:companies value:"50+" source:"A college centre"
expect "50"

# 36. Silence to the press is not silence to us.
/aid note AID-6 remark "Asked by the press, the company and the president's office did not answer" holder:"Newspaper C"
/aid show AID-6
expect "Answer: agreed"

# 37. Spellings as stated, and one company found twice.
/aid company Amazon alias:"Amazon Web Servces, @amazon"
/aid response company:"AWS" text:"We help where we can" source:"Newspaper B" new:yes
as lead
/aid company Amazon merge:AWS
press "They are one: Amazon"
expect "AWS is now part of Amazon"
/aid note AID-1 remark "Text A spells the minister's name Federov, text C Fedorov"
as coordinator

# 38. Evidence keeps the sentence, not the page around it.
/aid evidence AID-6 quote:"more than 10 million gigabytes" kind:press publisher:"Newspaper C" reading:1 voice:press
expect "Evidence"

# What stands at the end.
as lead
/aid show AID-1
expect "agreed in part" "2 approaches" "Date disputed" "Disputed"
/aid show AID-2
expect "agreed in part" "Disputed"
/aid show AID-3
expect "agreed in part" "Newspaper A"
/aid history AID-4
expect "counter-offer" "counter-measure"
/aid show AID-5
expect "Answer: agreed" "fulfilled"
/aid company "Cogent Communications"
expect "Cuts its connections" "Civilians lose information"
/aid show AID-6
expect "Answer: agreed" "$75,000,000" "10 PB" "27 ministries" "18 universities"
/aid history AID-6
expect "memorandum" "peace prize" "biggest contributions"
/aid matrix FRONT
expect "Amazon" "Microsoft" "SpaceX"
/aid campaign FRONT
expect "50" "A college centre"
expect "at least 50 companies"

# The digest of that week, made again nine months later; and today's, with our own count beside theirs.
/aid digest 2022-03-10 campaign:FRONT
expect "Mon 7 Mar 2022" "Decisions that wait · 4" "Answered · 4" "Delivered, never thanked · 1" "Committed: $75,000,000"
expect "Agreed in part: 4" "As known on Mon 14 Mar 2022"
expect not "A college centre"
/aid digest campaign:FRONT
expect "7 companies in our register" "at least 50 companies (A college centre)"
/aid giving company:Amazon
expect "$75,000,000" "Relief goods" "November 2022"
expect not "1 Nov 2022"
/aid company Amazon
expect "Servces" "new business paused"
/aid company Amazon as-of:2022-03-08
expect not "AWS"
