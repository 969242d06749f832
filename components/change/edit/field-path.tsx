'use client'

import { useQuery } from '@tanstack/react-query'
import {
  type FieldDraft,
  isCalculated,
  isOfList,
  type ValueType,
} from '#components/change/edit/field-value.ts'
import { amountStanding, type SeenField, seenFields } from '#components/change/edit/seen-fields.ts'
import { PathStanding } from '#components/query/paths/path-standing.tsx'
import { SuggestField } from '#components/ui/field/suggest-field.tsx'
import { parsePath } from '#lib/path/parse-path.ts'
import { pathsQuery } from '#lib/queries/paths.ts'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'

const none: readonly SeenField[] = []

/** Where a field is, found among the paths of the selected units; any other can be typed. */
export function FieldPath({
  row: { path: text, how },
  question,
  resourceType,
  onPath,
}: {
  row: FieldDraft
  question: RowsQuestion
  resourceType: string
  /** The type is that of the values there, when a path was taken that has one. */
  onPath: (path: string, type?: ValueType) => void
}) {
  const catalogue = useQuery(pathsQuery(question))
  const { data } = catalogue
  const path = text.trim()
  const parsed = path === '' ? undefined : parsePath(path)
  const error = parsed?.ok === false ? parsed.error.message : undefined
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <SuggestField<SeenField>
        label="Path"
        value={text}
        onChange={onPath}
        onTake={({ label, type }) => onPath(label, type)}
        showsEnd
        suggestions={none}
        find={(_, typed) => (data === undefined ? none : seenFields(data, resourceType, how, typed))}
        placeholder={isOfList(how) ? 'spec.template.spec.tolerations' : 'spec.replicas'}
        // As wide as the column, which cuts off what is wider.
        listClass="w-[calc(100%+2.25rem)]"
        error={error}
      />
      {error === undefined && (
        <PathStanding
          catalogue={catalogue}
          value={{ resourceType, path }}
          onTake={(seen) => onPath(seen.path)}
        />
      )}
      {error === undefined && parsed && data && isCalculated(how) && (
        <p className="text-muted text-xs">{amountStanding(data, resourceType, path)}</p>
      )}
    </div>
  )
}
