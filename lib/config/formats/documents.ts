import { parse, stringify } from 'yaml'
import { isJsonMap, type Json, type JsonMap, member } from '#lib/base/json.ts'
import { ok } from '#lib/base/result.ts'
import { budget, TooLarge } from '#lib/config/document/budget.ts'
import { type Resource, readResources } from '#lib/config/document/document.ts'
import { type DocumentResult, fail, guarded } from '#lib/config/document/result.ts'
import { CannotWrite, type Codec, type FormatDocument } from '#lib/config/formats/codec.ts'
import { env } from '#lib/config/formats/env.ts'
import { ini } from '#lib/config/formats/ini.ts'
import { properties } from '#lib/config/formats/properties.ts'
import { toml } from '#lib/config/formats/toml.ts'
import { type Format, formatOf, isYamlToolchain } from '#lib/config/formats/toolchain.ts'

/** The codec of a format that is not YAML; text has one too, which cannot write. */
export function codecOf({ kind }: Format): Codec {
  switch (kind) {
    case 'toml':
      return toml
    case 'properties':
      return properties
    case 'ini':
      return ini
    case 'env':
      return env
    default:
      return plain
  }
}

/** A document that is not YAML; an error says where it breaks the rules of its format. */
export function readFormat(text: string, toolchain: string): DocumentResult<FormatDocument> {
  return guarded(() => {
    if (text.length > budget.characters) throw new TooLarge('document', 'characters')
    const format = formatOf(toolchain)
    const read = codecOf(format).read(text)
    return read.ok ? read : unreadable(format, read.error)
  })
}

function unreadable(format: Format, { message, ...at }: { message: string; line?: number; column?: number }) {
  return fail(`This is not ${format.name}: ${message}`, at)
}

/** The resources of a document in the format of its toolchain, with the values that are compared. */
export function readAnyResources(
  text: string,
  toolchain: string | undefined,
): DocumentResult<readonly Resource[]> {
  if (toolchain === undefined || isYamlToolchain(toolchain)) return readResources(text)
  const read = readFormat(text, toolchain)
  if (!read.ok) return read
  return ok(text.trim() === '' ? [] : [resourceOf(read.value.value)])
}

/** A document of application configuration is one resource. ConfigHub knows it by two names that stand in it. */
export function resourceOf(value: JsonMap): Resource {
  const own = member(value, 'configHub')
  const named = (key: string) => {
    const found = isJsonMap(own) ? member(own, key) : undefined
    return typeof found === 'string' ? found : ''
  }
  return { index: 0, resourceType: named('configSchema'), resourceName: named('configName'), value }
}

/**
 * The values of a document as YAML, as ConfigHub's converters give them: what filters, columns and functions work on.
 * YAML comes back as it is.
 */
export function convertedText(text: string, toolchain: string | undefined): DocumentResult<string> {
  return asYaml(text, toolchain, ({ converted }) => converted)
}

/** The same with the values that patches see, to be compared and masked. */
export function comparableText(text: string, toolchain: string | undefined): DocumentResult<string> {
  return asYaml(text, toolchain, ({ value }) => value)
}

function asYaml(
  text: string,
  toolchain: string | undefined,
  valuesIn: (document: FormatDocument) => Json,
): DocumentResult<string> {
  if (toolchain === undefined || isYamlToolchain(toolchain) || text.trim() === '') return ok(text)
  const read = readFormat(text, toolchain)
  return read.ok ? ok(yamlOf(valuesIn(read.value))) : read
}

/** One line for each value, however long it is. */
function yamlOf(value: Json): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false })
}

/** Text, with the YAML at its head that ConfigHub calls front matter. */
const plain: Codec = {
  read: (text) => {
    const value = textValue(text)
    return ok({ text, value, converted: value, slots: [] })
  },
  normal: (value) => value,
  listsByIndex: false,
  edit: () => {
    throw new CannotWrite('it has no fields')
  },
}

function textValue(text: string): JsonMap {
  const [, head, body] = /^---\n([\s\S]*?)---\n([\s\S]*)$/.exec(text) ?? []
  if (head === undefined || body === undefined) return { text }
  try {
    const frontMatter: Json = parse(head)
    return isJsonMap(frontMatter) ? { frontMatter, text: body } : { text }
  } catch {
    return { text }
  }
}
