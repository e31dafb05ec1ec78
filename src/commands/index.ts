import { agreement } from "./agreement.ts";
import { approach } from "./approach.ts";
import { approve } from "./approve.ts";
import { assign } from "./assign.ts";
import { batch } from "./batch.ts";
import { campaign } from "./campaign.ts";
import { chase } from "./chase.ts";
import { claim } from "./claim.ts";
import { close, reopen, withdraw } from "./close.ts";
import type { AnyCommand } from "./command.ts";
import { company } from "./company.ts";
import { confirm } from "./confirm.ts";
import { delivery } from "./delivery.ts";
import { digest } from "./digest.ts";
import { due } from "./due.ts";
import { edit } from "./edit.ts";
import { evidence } from "./evidence.ts";
import { giving } from "./giving-list.ts";
import { helpOn } from "./help.ts";
import { history } from "./history.ts";
import { leg } from "./leg.ts";
import { link } from "./link.ts";
import { late, list, mine } from "./list.ts";
import { matrix } from "./matrix.ts";
import { menu } from "./menu.ts";
import { note } from "./note.ts";
import { pause, resume } from "./pause.ts";
import { pledge } from "./pledge.ts";
import { progress } from "./progress.ts";
import { promise } from "./promise.ts";
import { request } from "./request.ts";
import { response } from "./response.ts";
import { role } from "./role.ts";
import { settings } from "./settings.ts";
import { show } from "./show.ts";
import { snooze } from "./snooze.ts";
import { team } from "./team.ts";
import { undo } from "./undo.ts";
import { why } from "./why.ts";

/** Every command of `/aid`, in the order in which help shows them. */
export const COMMANDS: readonly AnyCommand[] = [
  request,
  batch,
  approach,
  chase,
  response,
  promise,
  note,
  evidence,
  claim,
  pledge,
  delivery,
  leg,
  progress,
  agreement,
  confirm,
  due,
  pause,
  resume,
  snooze,
  assign,
  approve,
  edit,
  close,
  reopen,
  withdraw,
  undo,
  show,
  list,
  mine,
  late,
  why,
  giving,
  matrix,
  history,
  digest,
  company,
  campaign,
  team,
  role,
  link,
  settings,
  helpOn(() => COMMANDS),
  menu,
];
