export { type Fields, fieldsAt, isFields, listAt, textAt } from "../slack/fields.ts";
