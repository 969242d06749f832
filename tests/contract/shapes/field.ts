import { z } from 'zod'

// Kinds of fields; an empty value is a fault, because the API leaves empty fields out.

export const id = z.uuid().lowercase()
export const text = z.string().min(1)
export const count = z.int().nonnegative()
/** An int of an entity: 0 is left out. */
export const positive = z.int().positive()
/** A bool of an entity: false is left out. */
export const flag = z.literal(true)
export const time = z.iso.datetime()
export const hash = z.string().regex(/^[0-9a-f]{64}$/)
export const filled = <T extends z.ZodType>(value: T) =>
  z.record(z.string(), value).refine((map) => Object.keys(map).length > 0, 'an empty map is left out')
export const listOf = <T extends z.ZodType>(value: T) => z.array(value).min(1)
export const stringMap = filled(z.string())
export const boolMap = filled(z.boolean())
/** Keys are ids, values carry no meaning (contract 4.4). */
export const idMap = filled(z.string()).refine(
  (map) => Object.keys(map).every((key) => id.safeParse(key).success),
  'a key is not an id',
)
export const toolchain = z
  .string()
  .regex(/^(Kubernetes\/YAML|ConfigHub\/YAML|AppConfig\/(Properties|YAML|TOML|INI|JSON|Env|Text))$/)

const actions = ['View', 'Use', 'Edit', 'Manage', 'CreateChildren', 'EditChildren', 'Impersonate']

/** `Permissions` of an entity (contract 2.4). */
const permissions = filled(
  z.strictObject({ UserIDs: boolMap.optional(), GroupIDs: boolMap.optional() }),
).refine((map) => Object.keys(map).every((action) => actions.includes(action)), 'no such action')

/** `Common` (contract 4.1). */
export const common = {
  OrganizationID: id.optional(),
  Slug: z.string().regex(/^[A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?$/),
  DisplayName: text.optional(),
  Labels: stringMap.optional(),
  Annotations: stringMap.optional(),
  DeleteGates: boolMap.optional(),
  Permissions: permissions.optional(),
  HiddenReason: text.optional(),
  EntityType: text.optional(),
  CreatedAt: time.optional(),
  UpdatedAt: time.optional(),
  Version: positive.optional(),
}

/** What every entity of a Space has (contract 4.1). */
export const resident = { ...common, SpaceID: id, SpaceSlug: text.optional() }

/** `FunctionParameter` of 4.10 */
export const ParameterShape = z.strictObject({
  ParameterName: text,
  DataType: text,
  Description: text.optional(),
  Required: z.boolean().optional(),
  Regexp: text.optional(),
  Min: z.int().optional(),
  Max: z.int().optional(),
  EnumValues: z.array(text).optional(),
  Example: text.optional(),
  Schema: z.unknown().optional(),
})
