'use client'

import { useQuery } from '@tanstack/react-query'
import { Boxes, Folder, ListFilter, type LucideIcon, User, Zap } from 'lucide-react'
import type { Route } from 'next'
import { useDeferredValue } from 'react'
import { places } from '#components/shell/places.ts'
import { useRegisteredKeys } from '#components/ui/keys.ts'
import { usePeople } from '#components/ui/people.tsx'
import type { ExtendedSpace, ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import { userName } from '#lib/history/user-name.ts'
import { spacesQuery } from '#lib/queries/directory.ts'
import { hasWords, wordsOf } from '#lib/queries/unit-search.ts'
import { fewestCharacters, unitsNamedQuery } from '#lib/queries/units-named.ts'
import { routes } from '#lib/url/routes.ts'

type Shown = {
  readonly id: string
  readonly label: string
  readonly detail?: string
  readonly Icon: LucideIcon
  readonly keys?: string
  /** The label is a Slug. */
  readonly isName?: boolean
}
/** Leads to a page, or runs something on this one. */
export type PaletteResult = Shown &
  ({ readonly href: Route; readonly run?: never } | { readonly run: () => void; readonly href?: never })

type Section = { readonly title: string; readonly results: readonly PaletteResult[] }

/** Of Spaces and people; a longer list hides the Units below it. */
const mostOfAKind = 5

/** Whatever has every word of the text in its name, in sections; empty ones are left out. */
export function usePaletteResults(text: string) {
  const name = useDeferredValue(text)
  const { data: spaces } = useQuery({ ...spacesQuery(), enabled: name.length >= fewestCharacters })
  const named = unitsNamedQuery(name, spaces)
  const units = useQuery(named)
  // Everything by name appears at once: a Unit that arrives above a Space would take Enter from it, or the other way round.
  const isAnswered = named.enabled !== true || units.isError
  const answered = (isAnswered ? name : units.data?.text) ?? ''
  const words = wordsOf(text)
  const names = answered.length >= fewestCharacters ? wordsOf(answered) : undefined
  const colleagues = useColleagues(names)
  const sections: Section[] = [
    { title: 'Pages', results: pages().filter(({ label }) => hasWords(label, words)) },
    { title: 'Here', results: useActions().filter(({ label }) => hasWords(label, words)) },
    { title: 'Units', results: isAnswered ? [] : unitResults(units.data?.units ?? []) },
    { title: 'Spaces', results: names ? spaceResults(spaces ?? [], names) : [] },
    { title: 'People', results: colleagues },
    { title: 'Search', results: names ? searches(names) : [] },
  ]
  return {
    sections: sections.filter(({ results }) => results.length > 0),
    isFetching: units.isFetching,
    error: name.length >= fewestCharacters ? units.error : null,
  }
}

const pages = (): PaletteResult[] => places.map((place) => ({ id: place.href, ...place }))

function useActions(): PaletteResult[] {
  return useRegisteredKeys()
    .flatMap((group) => group.bindings)
    .filter((binding) => binding.isAction && (binding.when?.() ?? true))
    .map(({ keys, label, run }) => ({ id: `action-${keys}`, label, Icon: Zap, keys, run }))
}

function unitResults(units: readonly ExtendedUnit[]): PaletteResult[] {
  return units.map(({ Unit, Space }) => {
    const spaceSlug = Space?.Slug ?? Unit.SpaceSlug ?? ''
    return {
      id: Unit.UnitID,
      label: Unit.Slug,
      detail: spaceSlug,
      Icon: Boxes,
      isName: true,
      href: routes.unit(spaceSlug, Unit.Slug),
    }
  })
}

function spaceResults(spaces: readonly ExtendedSpace[], words: readonly string[]): PaletteResult[] {
  return spaces
    .filter(({ Space }) => hasWords(`${Space.Slug} ${Space.DisplayName ?? ''}`, words))
    .slice(0, mostOfAKind)
    .map(({ Space }) => ({
      id: Space.SpaceID,
      label: Space.Slug,
      detail: 'its units',
      Icon: Folder,
      isName: true,
      href: routes.units({ where: `Space.Slug = '${Space.Slug}'` }),
    }))
}

function useColleagues(words: readonly string[] | undefined): PaletteResult[] {
  const { list, byId } = usePeople()
  if (!words) return []
  return list
    .filter((user) => hasWords(`${userName(user.UserID, byId)} ${user.Username ?? ''}`, words))
    .slice(0, mostOfAKind)
    .map(({ UserID }) => ({
      id: UserID,
      label: userName(UserID, byId),
      detail: 'activity of the last 7 days',
      Icon: User,
      href: routes.activity({ user: UserID }),
    }))
}

/** The same words as a query, for whoever wants all of what the list only begins. */
function searches([word, ...more]: readonly string[]): PaletteResult[] {
  if (word === undefined || more.length > 0 || !/^[-_.a-z0-9]+$/.test(word)) return []
  return [
    {
      id: 'search-units',
      label: `All units named like “${word}”`,
      Icon: ListFilter,
      href: routes.units({ where: `Slug ILIKE '%${word}%'` }),
    },
    {
      id: 'search-spaces',
      label: `All units in spaces named like “${word}”`,
      Icon: ListFilter,
      href: routes.units({ where: `Space.Slug ILIKE '%${word}%'` }),
    },
  ]
}
