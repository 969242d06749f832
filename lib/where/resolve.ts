import type { Ref, Span, WhereResult } from '#lib/where/ast.ts'
import {
  type Attribute,
  type AttributeType,
  attributes,
  type Entity,
  isMap,
  listFields,
  relations,
} from '#lib/where/attributes.ts'
import { nearName } from '#lib/where/near-name.ts'
import { fail, failAt } from '#lib/where/tokens.ts'

/** A reference that is known to exist, with the related entity taken out of the name. */
export type CheckedRef = Ref & {
  /** Entity that has the attribute. */
  readonly of: Entity
  /** Type of the value that is compared: of the attribute, or of the map's values when there is a key. */
  readonly type: AttributeType
  /** The attribute's own type. */
  readonly attributeType: AttributeType
  /** Field of an object in a list attribute (`Conflicts.*.Reason`). */
  readonly field?: string
}

/** Where a name is looked up, and the text it stands in, so that a repair can be offered. */
export type Scope = { readonly entity: Entity; readonly text: string }

/** `Space.Labels.Environment` -> relation Space, attribute Labels, key Environment. */
export function resolve(ref: Ref, { entity, text }: Scope): WhereResult<CheckedRef> {
  const { relation, attribute, key } = splitRelation(ref, entity)
  if (relation === undefined) {
    if (ref.each) return resolveField(ref, entity)
    return resolveAttribute(ref, entity, attribute, key, text)
  }
  const known = relations[entity][relation]
  if (known === undefined) return resolveField(ref, entity)
  if (known.many && !ref.each)
    return failAt(
      ref.span,
      `${relation} is a list: write ${relation}.*.${attribute}, which any element may satisfy.`,
      edit(text, ref.span, withKey(`${relation}.*.${attribute}`, key)),
    )
  if (!known.many && ref.each)
    return failAt(
      ref.span,
      `${relation} is one entity, not a list: write ${relation}.${attribute}.`,
      edit(text, ref.span, withKey(`${relation}.${attribute}`, key)),
    )
  const resolved = resolveAttribute(ref, known.entity, attribute, key, text)
  return resolved.ok ? { ok: true, value: { ...resolved.value, relation } } : resolved
}

function splitRelation(ref: Ref, entity: Entity) {
  if (ref.relation !== undefined || ref.each) return splitKey(ref, entity)
  const relation = relations[entity][ref.attribute]
  if (relation === undefined || ref.key === undefined)
    return { relation: undefined, attribute: ref.attribute, key: ref.key }
  // A map attribute of the same name wins over the relation (`Tags ? 'x'` on Revision).
  if (attributes[entity][ref.attribute] !== undefined && !relation.many)
    return { relation: undefined, attribute: ref.attribute, key: ref.key }
  const dot = ref.key.indexOf('.')
  return {
    relation: ref.attribute,
    attribute: dot < 0 ? ref.key : ref.key.slice(0, dot),
    key: dot < 0 ? undefined : ref.key.slice(dot + 1),
  }
}

function splitKey(ref: Ref, entity: Entity) {
  if (ref.relation !== undefined && relations[entity][ref.relation] === undefined)
    return { relation: undefined, attribute: ref.attribute, key: ref.key }
  return { relation: ref.relation, attribute: ref.attribute, key: ref.key }
}

/** `Conflicts.*.Reason`: a field of the objects in a list attribute. */
function resolveField(ref: Ref, entity: Entity): WhereResult<CheckedRef> {
  const list = ref.relation ?? ''
  const field = listFields[list]?.[ref.attribute]
  if (attributes[entity][list]?.type !== 'objectList' || field === undefined)
    return failAt(ref.span, `${entity} has no list ${list} with ${ref.attribute}.`)
  if (ref.key !== undefined)
    return failAt(ref.span, `${ref.attribute} is ${article(field.type)}: it has no keys.`)
  const { relation: _, ...rest } = ref
  return {
    ok: true,
    value: {
      ...rest,
      attribute: list,
      field: ref.attribute,
      of: entity,
      type: field.type,
      attributeType: 'objectList',
    },
  }
}

function resolveAttribute(
  ref: Ref,
  of: Entity,
  attribute: string,
  key: string | undefined,
  text: string,
): WhereResult<CheckedRef> {
  const found = Object.hasOwn(attributes[of], attribute) ? attributes[of][attribute] : undefined
  if (found === undefined) return unknownAttribute(ref, of, { attribute, key }, text)
  const { type } = found
  if (key !== undefined && !isMap(type))
    return failAt(ref.span, `${attribute} is ${article(type)}: it has no keys.`)
  if (key !== undefined && key.length > 128) return failAt(ref.span, 'A key has at most 128 characters.')
  const { key: _, relation: __, ...rest } = ref
  const base = { ...rest, attribute, of, attributeType: type }
  return { ok: true, value: key === undefined ? { ...base, type } : { ...base, key, type: valueType(found) } }
}

export function resolveRight(ref: Ref, scope: Scope): WhereResult<CheckedRef> {
  if (ref.each) return failAt(ref.span, 'A list (.*.) can only be on the left of an operator.')
  const resolved = resolve(ref, scope)
  if (resolved.ok) return mustBeScalar(resolved.value)
  const word = scope.text.slice(ref.span.start, ref.span.end)
  if (ref.key !== undefined) return resolved
  const repair = edit(scope.text, ref.span, `'${word}'`)
  return failAt(ref.span, `${word} is not an attribute of ${scope.entity}. Text needs single quotes.`, repair)
}

function unknownAttribute(
  ref: Ref,
  of: Entity,
  { attribute, key }: { attribute: string; key: string | undefined },
  text: string,
): WhereResult<CheckedRef> {
  const names = [...Object.keys(attributes[of]), ...Object.keys(relations[of])]
  const same = names.find((name) => name.toLowerCase() === attribute.toLowerCase())
  const { start, end } = ref.span
  // The name stands right before its key; what stands before it is the relation.
  const nameEnd = end - (key === undefined ? 0 : key.length + 1)
  const before = text.slice(start, nameEnd - attribute.length)
  const corrected = (name: string) => edit(text, ref.span, withKey(before + name, key))
  if (same !== undefined) return fail(start, end, `${attribute} is written ${same}.`, corrected(same))
  if (/^(spec|metadata|kind|apiVersion|data|status)$/.test(attribute))
    return fail(start, end, 'Paths into the document belong in the content filter (where_data), not here.')
  const near = nearName(attribute, names)
  const hint =
    near === undefined
      ? `${of} has ${Object.keys(attributes[of]).slice(0, 6).join(', ')} and others.`
      : `Did you mean ${near}?`
  const repair = near === undefined ? undefined : corrected(near)
  return fail(start, end, `${of} has no attribute ${attribute}. ${hint}`, repair)
}

function withKey(name: string, key: string | undefined): string {
  return key === undefined ? name : `${name}.${key}`
}

export function mustBeScalar(ref: CheckedRef): WhereResult<CheckedRef> {
  const { start, end } = ref.span
  if (isMap(ref.type))
    return fail(start, end, `${nameOf(ref)} is a map: name a key, as in ${nameOf(ref)}.key, or use ? or LEN.`)
  if (ref.type === 'uuidArray' || ref.type === 'objectList')
    return fail(start, end, `${nameOf(ref)} is a list: use ? or LEN.`)
  return { ok: true, value: ref }
}

const valueTypes: Partial<Record<AttributeType, AttributeType>> = {
  stringMap: 'string',
  boolMap: 'bool',
  uuidMap: 'uuid',
}
function valueType(attribute: Attribute): AttributeType {
  return valueTypes[attribute.type] ?? attribute.type
}

export function nameOf(ref: CheckedRef): string {
  return [ref.relation, ref.attribute, ref.field, ref.key].filter((part) => part !== undefined).join('.')
}

const articles: Readonly<Record<AttributeType, string>> = {
  string: 'text',
  int: 'a number',
  uuid: 'an id',
  bool: 'true or false',
  time: 'a time',
  uuidArray: 'a list of ids',
  stringMap: 'a map',
  boolMap: 'a map',
  uuidMap: 'a map',
  objectList: 'a list',
}
export function article(type: AttributeType): string {
  return articles[type]
}

function edit(text: string, span: Span, by: string) {
  return text === ''
    ? undefined
    : { label: `Use ${by}`, text: text.slice(0, span.start) + by + text.slice(span.end) }
}
