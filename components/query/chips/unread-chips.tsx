'use client'

import { type LazyCode, NotLoaded, useLazyCode } from '#components/ui/lazily.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'

/** Stands where the chips will be while the language is still to come, and says so when it does not. */
export function UnreadChips({ language }: { language: LazyCode<unknown> }) {
  const { hasFailed, tryToLoad } = useLazyCode(language, true)
  return (
    <>
      <Skeleton className="h-8 min-w-0 flex-1" />
      {hasFailed && <NotLoaded onTryAgain={tryToLoad} />}
    </>
  )
}
