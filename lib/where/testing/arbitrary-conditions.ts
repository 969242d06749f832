import fc from 'fast-check'
import type { Entity } from '#lib/where/attributes.ts'
import { markedTerm, withBlanks } from '#lib/where/testing/arbitrary-where.ts'

/** A few conditions that meet each other: the same attribute, its opposite, its absence, and parts of lists. */
const related = fc.constantFrom(
  "Slug = 'a'",
  "Slug = 'ab'",
  "Slug IN ('a', 'web')",
  "Slug != 'a'",
  "Slug LIKE 'a%'",
  "DisplayName ILIKE '%A%'",
  "Labels.Tier = 'web'",
  "Labels.Tier != 'web'",
  "Labels.Tier NOT IN ('a', 'ab')",
  'Labels.Tier IS NULL',
  'Labels.Tier IS NOT NULL',
  "Labels.Tier = 'a' IS NOT TRUE",
  "Labels ? 'tier'",
  'HeadRevisionNum > 1',
  'HeadRevisionNum > LastReleasedRevisionNum',
  'LEN(Labels) < 2',
  "Space.Slug = 'a'",
  "FromLink.*.Slug = 'a'",
  "FromLink.*.Slug = 'web'",
  'FromLink.*.AutoUpdate = true',
  "Conflicts.*.Reason = 'a'",
)

/** Texts with OR, NOT and parentheses, some of which are not needed; every condition in them is accepted by the server. */
export function conditionsText(entity: Entity, maxDepth = 4): fc.Arbitrary<string> {
  const term =
    entity === 'Unit'
      ? fc.oneof(related, markedTerm(entity).map(withBlanks))
      : markedTerm(entity).map(withBlanks)
  const { any } = fc.letrec<{ any: string; group: string }>((tie) => ({
    any: fc.oneof({ maxDepth, withCrossShrink: true }, term, tie('group')),
    group: fc.oneof(
      fc.array(tie('any'), { minLength: 2, maxLength: 3 }).map((parts) => parts.join(' AND ')),
      fc.array(tie('any'), { minLength: 2, maxLength: 3 }).map((parts) => parts.join(' OR ')),
      tie('any').map((part) => `NOT (${part})`),
      tie('any').map((part) => `NOT ${part}`),
      tie('any').map((part) => `( ${part} )`),
    ),
  }))
  return any
}
