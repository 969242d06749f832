import type { KindField, Shape } from '#lib/config/kinds/kind-table.ts'

type Fields = ReadonlyMap<string, KindField>

/** A module of `kubernetes-models`, as its `.d.ts` declares it. */
export type Declarations = {
  /** Where each imported name comes from, as the import says it. */
  readonly imports: ReadonlyMap<string, string>
  /** Fields of each interface, by its own name; `IOuter.field` is one that is written in place. */
  readonly interfaces: ReadonlyMap<string, Fields>
  /** What a name that is no interface stands for. */
  readonly aliases: ReadonlyMap<string, Shape>
}

/** Reads what the generator of that package writes, and throws at anything else: its next release may write otherwise. */
export function readDeclarations(text: string): Declarations {
  const interfaces = new Map<string, Fields>()
  for (const [, name = '', body = ''] of text.matchAll(/^export interface (\w+)[^{]*\{\n([\s\S]*?)^\}/gm))
    readFields(name, body, interfaces)
  return {
    imports: new Map(
      [...text.matchAll(/^import \{ ([^}]+) \} from "([^"]+)";$/gm)].flatMap(([, names = '', from = '']) =>
        names.split(', ').map((name): [string, string] => [name, from]),
      ),
    ),
    interfaces,
    aliases: new Map(
      [...text.matchAll(/^export type (\w+) = ([^;]+);$/gm)].map(([, name = '', type = '']) => [
        name,
        readType(type),
      ]),
    ),
  }
}

const fieldPattern =
  /(?:^ {4}\/\*\*\n((?: {5}\*(?!\/).*\n)*) {5}\*\/\n)?^ {4}"([^"]+)"(\??): ([\s\S]*?);(?=\n {4}[/"]|\n?(?![\s\S]))/gm

function readFields(owner: string, body: string, interfaces: Map<string, Fields>): void {
  const fields = new Map<string, KindField>()
  for (const [, comment = '', name = '', optional, type = ''] of body.matchAll(fieldPattern)) {
    const text = commentText(comment)
    fields.set(name, {
      shape: readFieldType(`${owner}.${name}`, type, interfaces),
      ...(text === '' ? {} : { text }),
      ...(optional === '?' ? {} : { isRequired: true }),
    })
  }
  interfaces.set(owner, fields)
}

/** A map with fields of its own is an interface without a name; it stands four columns deeper. */
function readFieldType(name: string, text: string, interfaces: Map<string, Fields>): Shape {
  const type = text.trim()
  const list = /^Array<([\s\S]+)>$/.exec(type)?.[1]
  if (list !== undefined) return { is: 'list', of: readFieldType(name, list, interfaces) }
  const inside = /^\{\n((?: {8}[\s\S]*)) {4}\}$/.exec(type)?.[1]
  if (inside === undefined || inside.includes('[key: string]')) return readType(type)
  readFields(name, inside.replaceAll(/^ {4}/gm, ''), interfaces)
  return { is: 'type', name }
}

function commentText(comment: string): string {
  return comment
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, ''))
    .join('\n')
    .trim()
}

/** Types of the generator: literals, unions of them, lists, maps, and names. */
function readType(text: string): Shape {
  const type = text.trim()
  const list = /^Array<([\s\S]+)>$/.exec(type)?.[1]
  if (list !== undefined) return { is: 'list', of: readType(list) }
  const map = /^\{\s*\[key: string\]: ([\s\S]+);\s*\}$/.exec(type)?.[1]
  if (map !== undefined) return { is: 'map', of: readType(map) }
  const literals = /^"[^"]*"(?: \| "[^"]*")*$/.test(type) ? [...type.matchAll(/"([^"]*)"/g)] : []
  if (literals.length > 0) return { is: 'string', values: literals.map(([, value = '']) => value) }
  const plain = plainTypes.get(type)
  if (plain !== undefined) return plain
  if (/^\w+$/.test(type)) return { is: 'type', name: type }
  throw new Error(`"${type}" is not read`)
}

const plainTypes: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ['string', { is: 'string' }],
  ['number', { is: 'number' }],
  ['boolean', { is: 'boolean' }],
  ['string | number', { is: 'number-or-string' }],
  ['number | string', { is: 'number-or-string' }],
  ['unknown', { is: 'any' }],
  ['any', { is: 'any' }],
  ['object', { is: 'any' }],
  ['{}', { is: 'any' }],
  ['{\n}', { is: 'any' }],
])
