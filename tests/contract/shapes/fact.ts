import { z } from 'zod'
import { schemas } from '#tests/contract/facts.ts'

// Shapes of answers, made from the facts: a field that ConfigHub does not have is refused, and so is a bare entity where
// ConfigHub returns an envelope. Whether a field is present is checked by the tests that request it.

const plain: Readonly<Record<string, z.ZodType>> = {
  any: z.unknown(),
  object: z.record(z.string(), z.unknown()),
  string: z.string(),
  'string:base64': z.base64(),
  uuid: z.uuid(),
  'date-time': z.iso.datetime({ offset: true }),
  int64: z.int(),
  integer: z.int(),
  boolean: z.boolean(),
}

const made = new Map<string, z.ZodType>()

/** The shape of a type: `string`, `uuid[]`, `map<Subjects>`, `ExtendedUnit[]`, `date-time (nullable)`. */
export function shapeOf(type: string): z.ZodType {
  const known = plain[type] ?? made.get(type)
  if (known !== undefined) return known
  const shape = build(type)
  made.set(type, shape)
  return shape
}

function build(type: string): z.ZodType {
  const nullable = /^(.*) \(nullable\)$/.exec(type)?.[1]
  if (nullable !== undefined) return shapeOf(nullable).nullable()
  if (type.endsWith('[]')) return z.array(shapeOf(type.slice(0, -2)))
  const values = /^map<(.*)>$/.exec(type)?.[1]
  if (values !== undefined) return z.record(z.string(), shapeOf(values))
  if (type.includes('|')) return z.union(type.split('|').map(shapeOf))
  const schema = schemas[type]
  if (schema === undefined) throw new Error(`The facts have no schema ${type}.`)
  // Schemas refer to one another recursively.
  return z.lazy(() => (typeof schema === 'string' ? shapeOf(schema) : objectOf(type, schema)))
}

function objectOf(name: string, fields: Readonly<Record<string, string>>): z.ZodType {
  const shapes = Object.entries(fields).map(([field, type]) => [field, shapeOf(type).optional()])
  const shape = z.strictObject(Object.fromEntries(shapes))
  const entity = /^Extended(.*)$/.exec(name)?.[1]
  if (entity === undefined) return shape
  return shape.refine(
    (value) => entity in value || 'Error' in value,
    `${name} has ${entity} in it, under its own name`,
  )
}
