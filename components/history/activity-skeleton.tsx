import { Skeleton } from '#components/ui/skeleton.tsx'

export function ActivitySkeleton() {
  return (
    <div role="status" aria-label="Loading activity" className="bg-surface">
      <div className="border-line border-b px-3 pt-3 pb-2">
        <Skeleton className="h-20 w-full" />
        <div className="h-6" />
      </div>
      {Array.from({ length: 14 }, (_, line) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines have no identity and never move
          key={line}
          className="flex h-14 items-center gap-6 border-line border-b px-3"
        >
          <Skeleton className="h-3 w-16" />
          <Skeleton className="h-3 w-24" />
          <Skeleton className="h-3" style={{ width: 220 + ((line * 61) % 240) }} />
        </div>
      ))}
    </div>
  )
}
