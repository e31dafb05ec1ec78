import { type Fields, fieldsAt, isFields, listAt, textAt } from "../fields.ts";
import type { Flaw } from "../refused.ts";
import { COMPONENT, interactiveFlaws, type Placed, placed } from "./components.ts";
import { LIMIT } from "./limits.ts";

const inputFlaws = ({ path, component }: Placed): readonly Flaw[] => {
  const least = Number(component.min_length ?? 0);
  const most = Number(component.max_length ?? 4_000);
  const value = textAt(component, "value");
  const labelled = path.at(-1) === "component" && textAt(component, "label") !== "";
  return [
    ...(least > most
      ? [{ path: [...path, "min_length"], code: "TEXT_INPUT_LENGTH", says: "The least is more than the most" }]
      : []),
    ...(value !== "" && (value.length < least || value.length > most)
      ? [
          {
            path: [...path, "value"],
            code: "BASE_TYPE_BAD_LENGTH",
            says: `Must be between ${least} and ${most} in length.`,
          },
        ]
      : []),
    ...(labelled
      ? [
          {
            path: [...path, "label"],
            code: "TEXT_INPUT_LABEL",
            says: "A text input in a label has no label of its own",
          },
        ]
      : []),
  ];
};

/** Rules of a form that the schemas leave out. */
export const modalFlaws = (modal: Fields): readonly Flaw[] => {
  const components = Array.isArray(modal.components) ? modal.components : [];
  const all = placed(components);
  const path = ["components"];
  return [
    ...(components.length > LIMIT.modalComponents
      ? [{ path, code: "BASE_TYPE_BAD_LENGTH", says: `Must be between 1 and ${LIMIT.modalComponents} in length.` }]
      : []),
    ...all.filter(({ component }) => component.type === COMPONENT.textInput).flatMap(inputFlaws),
    ...all
      .filter(({ component }) => component.disabled === true)
      .map((one) => ({
        path: [...one.path, "disabled"],
        code: "MODAL_COMPONENT_DISABLED",
        says: "Nothing in a modal can be disabled",
      })),
    ...interactiveFlaws(all),
  ];
};

/** A field of a form, and what stands beside it. */
export interface ModalField {
  readonly label: string;
  readonly description: string;
  readonly component: Fields;
}

/** The fields of a form in the order in which they are read. */
export const fieldsOf = (components: readonly Fields[]): readonly ModalField[] =>
  components.flatMap((one) => {
    if (isFields(one.component))
      return [
        { label: textAt(one, "label"), description: textAt(one, "description"), component: fieldsAt(one, "component") },
      ];
    return listAt(one, "components").map((component) => ({
      label: textAt(component, "label"),
      description: "",
      component,
    }));
  });
