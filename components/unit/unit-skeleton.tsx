import { Skeleton, SkeletonLines } from '#components/ui/skeleton.tsx'
import { TimelineSkeleton } from '#components/unit/timeline-skeleton.tsx'
import { columnsClass } from '#components/unit/unit-columns.tsx'

export function UnitSkeleton({ space, unit }: { space: string; unit: string }) {
  return (
    <div className="flex flex-col lg:h-full">
      <header className="flex min-h-12 shrink-0 items-center border-line border-b px-4 py-2.5">
        <h1 className="mono min-w-0 break-words">
          <span className="font-normal text-muted">{space}/</span>
          {unit}
        </h1>
      </header>
      <div className="h-9 border-line border-b xl:hidden" />
      <div className={columnsClass}>
        <div className="border-line p-4 max-xl:hidden xl:border-r">
          <SkeletonLines lines={16} />
        </div>
        <div role="status" aria-label="Loading the unit" className="flex min-h-0 flex-col gap-2 p-3">
          <Skeleton className="h-7 w-40" />
          <Skeleton className="h-[calc(100dvh-18rem)] min-h-72 rounded-md lg:h-auto lg:flex-1" />
        </div>
        <div className="overflow-hidden border-line pt-10 max-lg:hidden lg:border-l">
          <TimelineSkeleton />
        </div>
      </div>
    </div>
  )
}
