import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { countedUnits } from '#components/query/counted-units.ts'
import { seenText, valuesText } from '#components/query/paths/seen-text.ts'
import { callProblem } from '#lib/confighub/columns/reading-call.ts'
import type { FunctionSignature } from '#lib/confighub/schema/entities.ts'
import { functionCatalogueQuery } from '#lib/queries/directory.ts'
import { pathsQuery } from '#lib/queries/paths.ts'
import { valueCountsQuery } from '#lib/queries/value-counts.ts'
import type { PathsResponse } from '#lib/rows/paths-wire.ts'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'
import type { ValueCounts } from '#lib/rows/value-counts-wire.ts'
import type { KnownValues } from '#lib/where/complete.ts'
import { attributeMenu } from '#lib/where/menus/attribute-menu.ts'
import { isOfType } from '#lib/where/paths/seen-paths.ts'
import { type Seen, type Subject, subjects } from '#lib/where/subjects/subjects.ts'

/** Maps whose keys people think of as attributes. */
const labelMaps = ['Space.Labels.', 'Labels.'] as const

/**
 * What a condition can be about: attributes, keys and paths that the units of a question have, with their counts. Those
 * that are known already are there at once.
 */
export function useSubjects({
  typed,
  question,
  known,
  takesContent,
}: {
  typed: string
  question: RowsQuestion
  known: KnownValues
  takesContent: boolean
}): readonly Subject[] {
  const other = otherMap(typed)
  const ofSpaces = useMapKeys(labelMaps[0], question)
  const ofUnits = useMapKeys(labelMaps[1], question)
  const ofOther = useMapKeys(other, question)
  const { data: catalogue } = useQuery({ ...pathsQuery(question), enabled: takesContent })
  const { data: functions = noFunctions } = useQuery({ ...functionCatalogueQuery(), enabled: takesContent })
  return useMemo(() => {
    const counted = [...ofSpaces, ...ofUnits, ...ofOther]
    const seen = Object.keys(known)
      .filter((name) => labelMaps.some((map) => name.startsWith(map)))
      .map((name) => ({ name, doc: 'seen in this fleet' }))
    return subjects(
      {
        keys: [...counted, ...seen],
        paths: pathsOf(catalogue, question.resourceType),
        functions: callsOf(functions),
      },
      takesContent,
    )
  }, [ofSpaces, ofUnits, ofOther, known, catalogue, functions, question.resourceType, takesContent])
}

const noFunctions: readonly FunctionSignature[] = []

/** Those that can be run; the name of one that needs arguments ends where they begin. */
function callsOf(functions: readonly FunctionSignature[]): Seen['functions'] {
  return functions.flatMap((signature) => {
    const { FunctionName: name, Parameters = [], RequiredParameters = 0 } = signature
    const needed = Parameters.slice(0, RequiredParameters).map((each) => each.ParameterName)
    if (callProblem({ name, arguments: needed }, signature) !== undefined) return []
    const wants = needed.length === 0 ? '' : ` with ${needed.join(', ')}`
    const doc = `computed here${wants}: ${signature.Description ?? 'no description'}`
    return [{ call: needed.length === 0 ? `${name}()` : `${name}(`, doc }]
  })
}

type Key = { readonly name: string; readonly doc: string }

const noKeys: readonly Key[] = []

function useMapKeys(map: string | undefined, question: RowsQuestion): readonly Key[] {
  const { data } = useQuery({
    ...valueCountsQuery({ ...question, attribute: map ?? 'Labels.' }),
    enabled: map !== undefined,
    select: keysOf,
  })
  return useMemo(
    () =>
      map === undefined || data === undefined
        ? noKeys
        : data.map(({ name, doc }) => ({ name: map + name, doc })),
    [map, data],
  )
}

function keysOf({ values, isPartial }: ValueCounts): readonly Key[] {
  return values.map(({ value, units }) => ({ name: value, doc: countedUnits(units, isPartial) }))
}

const maps = attributeMenu('Unit').flatMap(({ name, needsKey }) => (needsKey ? [name] : []))

/** The map that a name is begun in, when it is none of those whose keys are there anyway. */
function otherMap(typed: string): string | undefined {
  const map = maps.find((name) => typed.startsWith(name))
  return labelMaps.some((name) => name === map) ? undefined : map
}

/** Those of the type that is asked for, with the type; maps and lists have no value to compare. */
function pathsOf(
  catalogue: PathsResponse | undefined,
  type: string,
): readonly { path: string; doc: string }[] {
  if (catalogue === undefined) return []
  const { paths, read } = catalogue
  return paths
    .filter((seen) => isOfType(seen, type))
    .filter(({ kinds }) => kinds.some((kind) => kind !== 'map' && kind !== 'list'))
    .map((seen) => ({
      path: seen.path,
      doc: `${valuesText(seen)} · ${seenText(seen.units, read)} read, ${seen.resourceType}`,
    }))
}
