import type { Language } from "../../src/domain/vocabulary.ts";

/** What the terminal itself says; what Aidline says comes from the catalogues. */
export interface Phrases {
  readonly required: string;
  readonly changed: string;
  readonly send: string;
  readonly sent: string;
  fillIt(submit: string): string;
  onlySees(name: string): string;
  noButton(named: string, there: string): string;
  noChoice(typed: string): string;
  readonly noForm: string;
  readonly noButtonsHere: string;
  readonly cancelled: string;
  noField(name: string, there: string): string;
  readonly timeIsReal: string;
  readonly stopped: string;
  readonly stepping: string;
  greeting(name: string, place: string, register: string): readonly string[];
  readonly goodbye: string;
}

const en: Phrases = {
  required: "required",
  changed: "changed",
  send: "send",
  sent: "sent",
  fillIt: (submit) => `${submit}: fill option:"value" … sends it, cancel puts it away.`,
  onlySees: (name) => `only ${name} sees this`,
  noButton: (named, there) => `There is no button ${named} here. There is: ${there}.`,
  noChoice: (typed) => `A form is open, and ${typed} answers nothing in it. No button was pressed.`,
  noForm: "No form is open. Type a command first, for example: request",
  noButtonsHere: "no button yet",
  cancelled: "The form is put away; nothing was changed.",
  noField: (name, there) => `The form has no field "${name}". It has: ${there}.`,
  timeIsReal: "Time is real here, and nobody moves it. In a story it is ours: npm run story -- FILE",
  stopped: "No line after this one was done.",
  stepping: "Answer each line. Enter skips it, “send” sends the form as it is, “cancel” puts it away.",
  greeting: (name, place, register) => [
    `Aidline: who was asked for what, and whose move it is. You are ${name} in ${place}. ${register}`,
    "  list                      what is open",
    "  request                   log an ask; the form asks for what it needs",
    "  late                      whose answer is overdue",
    "A number presses a button. as NAME or in #CHANNEL changes who and where you are. Tab completes, Ctrl-D ends.",
  ],
  goodbye: "Everything is kept. Until next time.",
};

const uk: Phrases = {
  required: "обов’язково",
  changed: "змінено",
  send: "надіслати",
  sent: "надіслано",
  fillIt: (submit) => `${submit}: fill поле:"значення" … надсилає, cancel прибирає форму.`,
  onlySees: (name) => `бачить лише ${name}`,
  noButton: (named, there) => `Тут немає кнопки ${named}. Є: ${there}.`,
  noChoice: (typed) => `Відкрито форму, і ${typed} не є відповіддю в ній. Жодної кнопки не натиснуто.`,
  noForm: "Жодної форми не відкрито. Спершу наберіть команду, наприклад: request",
  noButtonsHere: "ще жодної кнопки",
  cancelled: "Форму прибрано, нічого не змінено.",
  noField: (name, there) => `У формі немає поля «${name}». Є: ${there}.`,
  timeIsReal: "Тут час справжній, і його не пересунути. У сценарії він наш: npm run story -- FILE",
  stopped: "Жодного рядка після цього не виконано.",
  stepping: "Відповідайте на кожен рядок. Enter пропускає, «send» надсилає форму як є, «cancel» прибирає її.",
  greeting: (name, place, register) => [
    `Aidline: кого про що просили і чий тепер хід. Ви ${name} у ${place}. ${register}`,
    "  list                      що відкрито",
    "  request                   записати прохання; форма спитає, що треба",
    "  late                      чия відповідь запізнюється",
    "Число натискає кнопку. as ІМʼЯ чи in #КАНАЛ змінює, хто ви і де. Tab доповнює, Ctrl-D закінчує.",
  ],
  goodbye: "Усе збережено. До зустрічі.",
};

/** Both languages hold every phrase, or this does not compile. */
export const PHRASES: Readonly<Record<Language, Phrases>> = { en, uk };
