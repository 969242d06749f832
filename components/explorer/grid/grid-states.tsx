import { Skeleton } from '#components/ui/skeleton.tsx'

/** Header and rows of the final size, so that nothing moves when the answer comes. */
export function GridSkeleton({ rowHeight }: { rowHeight: number }) {
  return (
    <div role="status" aria-label="Loading units" className="h-full overflow-hidden bg-surface">
      <div className="h-8 border-line border-b bg-sunken" />
      {Array.from({ length: 40 }, (_, line) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines have no identity and never move
          key={line}
          style={{ height: rowHeight }}
          className="flex items-center gap-8 border-line border-b px-3"
        >
          <Skeleton className="size-4" />
          <Skeleton className="h-3" style={{ width: 90 + ((line * 29) % 60) }} />
          <Skeleton className="h-3" style={{ width: 180 + ((line * 47) % 50) }} />
          <Skeleton className="h-3 w-12" />
          <Skeleton className="h-3 w-10" />
          <Skeleton className="h-3 w-24" />
        </div>
      ))}
    </div>
  )
}
