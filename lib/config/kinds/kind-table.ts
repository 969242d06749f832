import * as z from 'zod/mini'

/** What may stand at one place of a resource. */
export type Shape =
  | { readonly is: 'string'; readonly values?: readonly string[] }
  | { readonly is: 'number' | 'boolean' | 'number-or-string' | 'any' }
  | { readonly is: 'list' | 'map'; readonly of: Shape }
  /** A type of the table, by its name. */
  | { readonly is: 'type'; readonly name: string }

export const Shape: z.ZodMiniType<Shape> = z.discriminatedUnion('is', [
  z.object({ is: z.literal('string'), values: z.exactOptional(z.array(z.string())) }),
  z.object({ is: z.enum(['number', 'boolean', 'number-or-string', 'any']) }),
  z.object({
    is: z.enum(['list', 'map']),
    get of(): z.ZodMiniType<Shape> {
      return Shape
    },
  }),
  z.object({ is: z.literal('type'), name: z.string() }),
])

const KindField = z.object({
  shape: Shape,
  /** What the API says of the field. */
  text: z.exactOptional(z.string()),
  isRequired: z.exactOptional(z.literal(true)),
})
export type KindField = Readonly<z.infer<typeof KindField>>

const KindType = z.object({
  fields: z.record(z.string(), KindField),
  /** It may have other fields too. */
  isOpen: z.exactOptional(z.literal(true)),
})
export type KindType = Readonly<z.infer<typeof KindType>>

/** What a kind of resource consists of, for the editor: types that use others name them. */
export const KindTable = z.object({ root: z.string(), types: z.record(z.string(), KindType) })
export type KindTable = Readonly<z.infer<typeof KindTable>>

/** By resource type, `apps/v1/Deployment`; undefined where a kind is not known, or not yet. */
export type KindTables = ReadonlyMap<string, KindTable>

/** A field's name, or an element of a list. */
export type Step = { readonly field: string } | 'element'

export const element = 'element'

/** The shape at a place of a resource; undefined where the kind has none. */
export function shapeAt(table: KindTable, steps: readonly Step[]): Shape | undefined {
  let shape: Shape | undefined = { is: 'type', name: table.root }
  for (const step of steps) {
    if (shape === undefined) return undefined
    shape = step === element ? elementOf(shape) : fieldOf(table, shape, step.field)?.shape
  }
  return shape
}

/** The field at a place, with what the API says of it. */
export function fieldAt(table: KindTable, steps: readonly Step[]): KindField | undefined {
  const last = steps.at(-1)
  const around = shapeAt(table, steps.slice(0, -1))
  if (last === undefined || last === element || around === undefined) return undefined
  return fieldOf(table, around, last.field)
}

export function typeOf(table: KindTable, shape: Shape | undefined): KindType | undefined {
  return shape?.is === 'type' ? table.types[shape.name] : undefined
}

export function fieldOf(table: KindTable, shape: Shape, field: string): KindField | undefined {
  if (shape.is === 'map') return { shape: shape.of }
  const fields = typeOf(table, shape)?.fields
  return fields && Object.hasOwn(fields, field) ? fields[field] : undefined
}

function elementOf(shape: Shape): Shape | undefined {
  return shape.is === 'list' ? shape.of : undefined
}

/** `list of strings`, `map`, `Always, Never or OnFailure`. */
export function shapeText(shape: Shape): string {
  switch (shape.is) {
    case 'string':
      return shape.values === undefined ? 'string' : `one of ${shape.values.join(', ')}`
    case 'list':
      return `list of ${shape.of.is === 'type' ? 'maps' : shapeText(shape.of)}`
    case 'map':
      return `map of ${shape.of.is === 'type' ? 'maps' : shapeText(shape.of)}`
    case 'type':
      return 'map'
    case 'number-or-string':
      return 'number or string'
    default:
      return shape.is
  }
}
