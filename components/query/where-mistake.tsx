'use client'

import { QueryError } from '#components/query/query-error.tsx'
import type { QueryFields } from '#components/query/query-fields.ts'
import type { QueryDraft } from '#components/query/query-reading.ts'
import { repairs } from '#components/query/repairs.ts'
import type { WhereError } from '#lib/where/ast.ts'

/** What is wrong with the text, and what would mend it. */
export function WhereMistake({
  id,
  draft: { fields, reading },
  takesContent,
  onRepair,
}: {
  id: string
  draft: QueryDraft
  takesContent: boolean
  onRepair: (fields: Partial<QueryFields>) => void
}) {
  if (reading.where.ok) return null
  const { error } = reading.where
  return (
    <QueryError
      id={id}
      error={takesContent ? error : withoutContent(error)}
      text={fields.where}
      repairs={repairs(fields, 'where', error, { takesContent })}
      onRepair={onRepair}
    />
  )
}

/** Without a content filter there is nowhere to move conditions to. */
function withoutContent(error: WhereError): WhereError {
  if (!error.message.includes('content filter')) return error
  return { ...error, message: 'Only attributes of units can be used here, not paths into documents.' }
}
