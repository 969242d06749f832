import type { RuledWave } from '#lib/change/waves/rules.ts'

/** What a person changed about the waves of a rule, by their keys. */
export type Arrangement = {
  readonly order: readonly string[]
  readonly holds: Readonly<Record<string, boolean>>
}

export const unarranged: Arrangement = { order: [], holds: {} }

/** The waves in the order of a person; those that came later follow in the order of their rule. */
export function arranged(waves: readonly RuledWave[], { order, holds }: Arrangement): RuledWave[] {
  const place = new Map(order.map((key, index) => [key, index]))
  const placeOf = ({ key }: RuledWave) => place.get(key) ?? order.length
  const sorted = waves.toSorted((a, b) => placeOf(a) - placeOf(b))
  return sorted.map((wave, index) => {
    const isLast = index === sorted.length - 1
    // The rule holds after all but its last wave; after the last one there is nothing to hold.
    return { ...wave, hold: !isLast && (holds[wave.key] ?? true) }
  })
}

/** Puts waves before or after another one. */
export function moved(
  keys: readonly string[],
  movedKeys: ReadonlySet<string>,
  target: string,
  position: 'before' | 'after',
): string[] {
  const rest = keys.filter((key) => !movedKeys.has(key))
  const at = rest.indexOf(target)
  // Waves that are dropped on themselves stay.
  if (at === -1) return [...keys]
  const index = position === 'before' ? at : at + 1
  return rest.toSpliced(index, 0, ...keys.filter((key) => movedKeys.has(key)))
}
