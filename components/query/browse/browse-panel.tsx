'use client'

import { useState } from 'react'
import { BrowseKeys } from '#components/query/browse/browse-keys.tsx'
import { BrowseValues } from '#components/query/browse/browse-values.tsx'
import { questionOf } from '#components/query/chips/question-of.ts'
import { type Query, type QueryTexts, queryTexts, withQueryTerm } from '#lib/where/boolean/query-chips.ts'
import { type Draft, termFrom } from '#lib/where/builder.ts'

export type BrowsePanelProps = {
  query: Query
  onChange: (texts: QueryTexts) => void
}

/** First what the units can be told apart by, then its values; each taken value narrows the query, and so what is listed. */
export function BrowsePanel({ query, onChange }: BrowsePanelProps) {
  const [attribute, setAttribute] = useState<string>()
  const question = questionOf(queryTexts(query))
  const take = (draft: Draft) => {
    const term = termFrom(draft, 'Unit')
    if (!term.ok) return
    onChange(withQueryTerm(query, { on: 'unit', term: term.value }))
    setAttribute(undefined)
  }
  return attribute === undefined ? (
    <BrowseKeys question={question} onChoose={setAttribute} />
  ) : (
    <BrowseValues
      attribute={attribute}
      question={question}
      onTake={take}
      onBack={() => setAttribute(undefined)}
    />
  )
}
