import type { User } from '#lib/confighub/schema/entities.ts'
import { automationUserId } from '#lib/history/author.ts'
import { userName } from '#lib/history/user-name.ts'

/** How values stand in a field and on a chip, where that is not as they are asked for. */
export type Coding = {
  readonly shown: (value: string) => string
  readonly typed: (text: string) => string
}

const asTheyAre: Coding = { shown: (value) => value, typed: (text) => text }

const automation = userName(automationUserId, undefined)

/** People are shown by name and asked for by id; a name that several have stays an id. */
export function codingOf(attribute: string, people: readonly User[]): Coding {
  if (!/(?:^|\.)UserID$/.test(attribute) || people.length === 0) return asTheyAre
  const ids = new Map<string, string>()
  const shared = new Set<string>()
  const byId = new Map(people.map((person) => [person.UserID, person]))
  for (const { UserID } of people) {
    const name = userName(UserID, byId)
    if (ids.has(name)) shared.add(name)
    ids.set(name, UserID)
  }
  if (!ids.has(automation)) ids.set(automation, automationUserId)
  const names = new Map([...ids].flatMap(([name, id]) => (shared.has(name) ? [] : [[id, name] as const])))
  return {
    shown: (value) => names.get(value.toLowerCase()) ?? value,
    typed: (text) => (shared.has(text) ? text : (ids.get(text) ?? text)),
  }
}
