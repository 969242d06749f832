import { Skeleton, SkeletonLines } from '#components/ui/skeleton.tsx'

export function UnitSkeleton({ space, unit }: { space: string; unit: string }) {
  return (
    <div className="flex flex-col xl:h-full">
      <header className="flex min-h-12 shrink-0 items-center border-line border-b px-4 py-2.5">
        <h1 className="mono min-w-0 break-words">
          <span className="font-normal text-muted">{space}/</span>
          {unit}
        </h1>
      </header>
      <div className="grid min-h-0 flex-1 grid-cols-1 lg:grid-cols-[minmax(0,1fr)_24rem] xl:grid-cols-[17rem_minmax(0,1fr)_25rem] 2xl:grid-cols-[20rem_minmax(0,1fr)_30rem]">
        <SkeletonLines lines={12} className="p-4 lg:max-xl:col-span-2" />
        <Skeleton className="m-3 h-[60vh]" />
        <SkeletonLines lines={16} className="p-4" />
      </div>
    </div>
  )
}
