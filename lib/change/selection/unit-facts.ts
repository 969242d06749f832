import { isOfMetadata, metadataFields } from '#lib/change/metadata/values.ts'
import type { Patch } from '#lib/change/model.ts'
import { fieldsOf } from '#lib/change/patch-steps.ts'
import {
  type ColumnValue,
  columnsOf,
  labelColumn,
  type NamedColumn,
  type TakenCases,
  takenCases,
} from '#lib/config/patch/field-cases.ts'
import { dimensionsOf } from '#lib/confighub/dimensions.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'

/** What has to be read of each unit to know which cases of a patch are for it. */
export type AskedFacts = { readonly select: readonly string[]; readonly include: readonly string[] }

/** Nothing depends on the unit. */
export const noFacts: AskedFacts = { select: [], include: [] }

export function askedFacts(patch: Patch): AskedFacts {
  if (isOfMetadata(patch)) return { select: metadataFields, include: [] }
  const columns = columnsOf(fieldsOf(patch))
  const isOfSpace = (column: string) =>
    column === 'Environment' || column === 'Region' || labelColumn(column)?.isOfSpace === true
  return {
    select: [
      ...(columns.some((column) => labelColumn(column)?.isOfSpace === false) ? ['Labels'] : []),
      ...(columns.includes('DisplayName') ? ['DisplayName'] : []),
    ],
    include: columns.some(isOfSpace) ? ['SpaceID'] : [],
  }
}

/** Which cases of a patch are for a unit; undefined for a patch without any. */
export function casesFor(patch: Patch, unit: ExtendedUnit): TakenCases | undefined {
  const taken = takenCases(fieldsOf(patch), factsOf(unit))
  return taken.length === 0 ? undefined : taken
}

const named: Readonly<Record<NamedColumn, (unit: ExtendedUnit) => string | undefined>> = {
  'Space.Slug': ({ Unit, Space }) => Unit.SpaceSlug ?? Space?.Slug,
  Environment: (unit) => dimensionsOf(spaceOf(unit)).environment,
  Region: (unit) => dimensionsOf(spaceOf(unit)).region,
  Slug: ({ Unit }) => Unit.Slug,
  DisplayName: ({ Unit }) => Unit.DisplayName,
  ToolchainType: ({ Unit }) => Unit.ToolchainType,
}

/** What the columns say of a unit. */
export function factsOf(unit: ExtendedUnit): ColumnValue {
  return (column) => {
    const label = labelColumn(column)
    if (label !== undefined) {
      const { Labels = {} } = (label.isOfSpace ? unit.Space : unit.Unit) ?? {}
      return Object.hasOwn(Labels, label.key) ? Labels[label.key] : undefined
    }
    return isNamed(column) ? named[column](unit) : undefined
  }
}

function isNamed(column: string): column is NamedColumn {
  return Object.hasOwn(named, column)
}

function spaceOf({ Unit, Space }: ExtendedUnit): Parameters<typeof dimensionsOf>[0] {
  return Space ?? { Slug: Unit.SpaceSlug ?? '' }
}
