'use client'

import { useEffect, useEffectEvent, useMemo } from 'react'
import { type QueryFields, sameQuery } from '#components/query/query-fields.ts'
import { type QueryReading, unread } from '#components/query/query-reading.ts'
import { LazyCode, useLazyCode } from '#components/ui/lazily.tsx'
import { withCode } from '#components/ui/state/late-code.ts'

/** The query language. It comes after the first rows of a page, which need only what the query of its address says. */
export const language = new LazyCode(() => import('#components/query/later.ts'))

type Language = typeof import('#components/query/later.ts')

/** Does something with the language, at once when it is there. */
export const withLanguage = (run: (code: Language) => void) => withCode(language, run)

const againMs = 2000

/** What texts say: `known` if it is about them, otherwise as soon as the language is there. */
export function useReading(fields: QueryFields, known?: QueryReading): QueryReading {
  const isKnown = known !== undefined && sameQuery(known.fields, fields)
  const { code, hasFailed, tryToLoad } = useLazyCode(language, !isKnown)
  const again = useEffectEvent(tryToLoad)
  useEffect(() => {
    if (isKnown || !hasFailed) return
    const timer = setInterval(again, againMs)
    return () => clearInterval(timer)
  }, [isKnown, hasFailed])
  return useMemo(
    () => (isKnown ? known : (code?.readQuery(fields) ?? unread(fields))),
    [isKnown, known, code, fields],
  )
}
