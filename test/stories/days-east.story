# Morning in Auckland is yesterday in UTC: each day is the team's, on every surface.
zone Pacific/Auckland
language uk

at 2022-03-07 10:00
as olena, admin
in #desk
/aid запит Contoso "Термінали" kind:equipment channel:email owner:me
at 2022-03-14 08:00
/aid запит Northwind "Сервери" kind:equipment channel:email owner:me at:"13 March"
/aid response AID-1 accepted_full "Так" stated:"13 March"

# The letter and the answer of Sunday are of the week that ended with it, and no later than they were recorded.
advance to 2022-03-14 09:00
expect post in #desk "Зведення пн 7 бер. 2022 – нд 13 бер. 2022" "Надійшли відповіді · 1" "Надіслано · 2" \
  "Медіана днів до відповіді: 6,1"

# A team that moves to another zone takes its requests with it, which their history says.
/aid team desk zone:Europe/Kyiv
/aid нотатка AID-2 remark "Чекаємо"
/aid історія AID-2
expect "Відтоді дні лічаться за часовим поясом Europe/Kyiv"

# A request follows its team into another zone beside the next change; undone is what somebody did.
/aid request Tailspin "Terminals" kind:equipment channel:email owner:me
/aid team Desk zone:America/Los_Angeles
/aid response AID-2 declined "No"
/aid undo AID-2
expect "Скасовано: Відповідь 1: відмова · «No»"
