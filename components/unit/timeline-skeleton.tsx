import { Skeleton } from '#components/ui/skeleton.tsx'

/** As many entries as fit on a screen, each with a typical height. */
export function TimelineSkeleton() {
  return (
    <div role="status" aria-label="Loading the revisions">
      {Array.from({ length: 7 }, (_, line) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines have no identity and never move
          key={line}
          className="flex h-28 gap-2 border-line border-b px-3 py-2.5"
        >
          <Skeleton className="size-4" />
          <div className="flex flex-1 flex-col gap-2.5">
            <Skeleton className="h-3" style={{ width: `${80 - ((line * 23) % 40)}%` }} />
            <Skeleton className="h-3" style={{ width: `${90 - ((line * 31) % 40)}%` }} />
            <Skeleton className="h-2.5 w-1/2" />
          </div>
        </div>
      ))}
    </div>
  )
}
