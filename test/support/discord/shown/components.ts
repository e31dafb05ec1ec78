import { type Fields, fieldsAt, isFields, listAt, textAt } from "../fields.ts";
import { COMPONENT } from "../judge/components.ts";
import type { World } from "../model.ts";
import { addressOf, fileCalled } from "./files.ts";

/** Nothing that was given as null comes back. */
const given = (component: Fields): Fields =>
  Object.fromEntries(Object.entries(component).filter(([, value]) => value !== null));

const mediaOf = (world: World, files: readonly string[], media: Fields): Fields => {
  const url = textAt(media, "url");
  const file = fileCalled(world, files, url);
  if (!file) return { id: world.app.id, url, proxy_url: url, loading_state: 2, content_type: "image/png" };
  const address = addressOf(world, file);
  return { id: file.id, url: address, proxy_url: address, content_type: file.type, attachment_id: file.id };
};

/** Components as Discord gives them back: with what was left out, and with the addresses of their files. */
export const shownComponents = (
  world: World,
  files: readonly string[],
  components: readonly Fields[],
): readonly Fields[] =>
  components.map((one) => {
    const inner = shownComponents(world, files, listAt(one, "components"));
    const component = given(one);
    const description = one.description ?? null;
    const spoiler = one.spoiler === true;
    switch (one.type) {
      case COMPONENT.stringSelect:
      case COMPONENT.userSelect:
      case COMPONENT.roleSelect:
      case COMPONENT.mentionableSelect:
      case COMPONENT.channelSelect:
        return { min_values: 1, max_values: 1, disabled: false, ...component };
      case COMPONENT.row:
        return { ...component, components: inner };
      case COMPONENT.section:
        return {
          ...component,
          components: inner,
          accessory: shownComponents(world, files, isFields(one.accessory) ? [one.accessory] : [])[0],
        };
      case COMPONENT.thumbnail:
        return { ...component, media: mediaOf(world, files, fieldsAt(one, "media")), description, spoiler };
      case COMPONENT.gallery:
        return {
          ...component,
          items: listAt(one, "items").map((item) => ({
            media: mediaOf(world, files, fieldsAt(item, "media")),
            description: item.description ?? null,
            spoiler: item.spoiler === true,
          })),
        };
      case COMPONENT.file: {
        const file = fileCalled(world, files, textAt(fieldsAt(one, "file"), "url"));
        return {
          ...component,
          file: mediaOf(world, files, fieldsAt(one, "file")),
          name: file?.name ?? null,
          size: file?.bytes.length ?? null,
          spoiler,
        };
      }
      case COMPONENT.separator:
        return { spacing: 1, divider: true, ...component };
      case COMPONENT.container:
        return { ...component, components: inner, accent_color: one.accent_color ?? null, spoiler };
      default:
        return component;
    }
  });

/** Embeds as Discord gives them back. */
export const shownEmbeds = (world: World, files: readonly string[], embeds: readonly Fields[]): readonly Fields[] =>
  embeds.map((embed) => {
    const picture = (key: string): Fields => {
      const url = textAt(fieldsAt(embed, key), "url");
      const file = fileCalled(world, files, url);
      const address = file ? addressOf(world, file) : url;
      return isFields(embed[key]) ? { [key]: { url: address, proxy_url: address } } : {};
    };
    return {
      type: "rich",
      ...given(embed),
      ...picture("image"),
      ...picture("thumbnail"),
      ...(Array.isArray(embed.fields) && {
        fields: listAt(embed, "fields").map((field) => ({ ...field, inline: field.inline === true })),
      }),
    };
  });
