'use client'

import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type SampleField, sampleFields } from '#components/change/edit/sample.ts'
import { count } from '#lib/base/plural.ts'
import type { Resource } from '#lib/config/document/document.ts'
import { withItems } from '#lib/config/document/list-items.ts'
import { readAnyResources } from '#lib/config/formats/documents.ts'
import type { ExtendedUnit, UnitData } from '#lib/confighub/schema/entities.ts'
import { unitsDataQuery } from '#lib/queries/units.ts'

/** Documents that are read for suggestions, and to infer which resources a patch applies to. */
const maxSampled = 8

export type Sample = {
  readonly fields: readonly SampleField[]
  /** Absent while they are not read, or cannot be. */
  readonly resources: readonly Resource[] | undefined
  /** Where the fields are from. */
  readonly name: string
  readonly query: Pick<UseQueryResult, 'isError' | 'error' | 'refetch'>
}

/** Fields of a few units of the scope with different names. */
export function useSample(units: readonly ExtendedUnit[]): Sample {
  const sampled = useMemo(() => sampleOf(units), [units])
  const query = useQuery({
    ...unitsDataQuery(sampled.map(({ Unit }) => ({ UnitID: Unit.UnitID, DataHash: Unit.DataHash ?? '' }))),
    enabled: sampled.length > 0,
    // While other documents load, the patch keeps applying to the same resources.
    placeholderData: keepPreviousData,
  })
  const { data } = query
  const documents = useMemo(() => data?.map((each) => withToolchain(each, sampled)), [data, sampled])
  const fields = useMemo(
    () => documents?.flatMap(({ text, toolchain }) => sampleFields(text, toolchain)) ?? [],
    [documents],
  )
  const resources = useMemo(() => documents?.flatMap(resourcesOf), [documents])
  return { fields, resources, name: nameOf(sampled), query }
}

/** One unit of each name: units of one name mostly hold the same resources. */
function sampleOf(units: readonly ExtendedUnit[]): ExtendedUnit[] {
  const byName = new Map<string, ExtendedUnit>()
  for (const unit of units) {
    if (byName.size < maxSampled && !byName.has(unit.Unit.Slug)) byName.set(unit.Unit.Slug, unit)
  }
  return [...byName.values()]
}

type SampleDocument = { readonly text: string; readonly toolchain: string | undefined }

function withToolchain({ UnitID, Data = '' }: UnitData, units: readonly ExtendedUnit[]): SampleDocument {
  const unit = units.find(({ Unit }) => Unit.UnitID === UnitID)
  return { text: Data, toolchain: unit?.Unit.ToolchainType }
}

function resourcesOf({ text, toolchain }: SampleDocument): readonly Resource[] {
  const read = readAnyResources(text, toolchain)
  return read.ok ? withItems(read.value) : []
}

function nameOf(sampled: readonly ExtendedUnit[]): string {
  const [first] = sampled
  if (first === undefined) return ''
  if (sampled.length > 1) return `${count(sampled.length, 'unit')} of these`
  return `${first.Unit.SpaceSlug ?? first.Space?.Slug}/${first.Unit.Slug}`
}
