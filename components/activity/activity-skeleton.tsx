import { activityPanes } from '#components/activity/activity-panes.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'

export function ActivitySkeleton({ hasLanes }: { hasLanes: boolean }) {
  return (
    <div role="status" aria-label="Loading activity" className={activityPanes.both}>
      <div className={activityPanes.time}>
        <Skeleton className="h-8 w-72" />
        <Skeleton className="mt-6 h-16 w-full xl:h-24" />
        <div className="h-5" />
        {Array.from({ length: hasLanes ? 4 : 0 }, (_, lane) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lanes have no identity and never move
          <div key={lane} className="pt-1">
            <Skeleton className="h-3 w-24" />
            <div className="h-7" />
          </div>
        ))}
        <div className="h-8" />
      </div>
      <div className={activityPanes.list}>
        <div className="h-6.25 border-line border-b bg-sunken" />
        {Array.from({ length: 14 }, (_, line) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines have no identity and never move
            key={line}
            className="flex h-14.25 items-center gap-6 border-line border-b px-3"
          >
            <Skeleton className="h-3 w-14" />
            <Skeleton className="h-3 w-24 max-sm:hidden" />
            <Skeleton className="h-3" style={{ width: 160 + ((line * 61) % 140) }} />
          </div>
        ))}
      </div>
    </div>
  )
}
