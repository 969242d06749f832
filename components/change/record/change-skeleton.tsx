import { Skeleton } from '#components/ui/skeleton.tsx'

export function ChangeSkeleton() {
  return (
    <div className="mx-auto flex w-full max-w-[110rem] flex-col gap-4 px-4 py-4">
      <Skeleton className="h-7 w-2/3 max-w-xl" />
      <Skeleton className="h-4 w-72" />
      <Skeleton className="h-10" />
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Skeleton className="h-96" />
        <Skeleton className="h-72" />
      </div>
    </div>
  )
}
