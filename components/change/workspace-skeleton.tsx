import { StepColumn, WorkspaceFrame } from '#components/change/workspace-frame.tsx'
import { Skeleton, SkeletonLines } from '#components/ui/skeleton.tsx'

/** The three steps before their data has loaded. */
export function WorkspaceSkeleton({ title }: { title: string }) {
  return (
    <WorkspaceFrame title={title}>
      <StepColumn step="what">
        <Skeleton className="h-6 w-48" />
        <Skeleton className="h-8" />
        <Skeleton className="h-40" />
      </StepColumn>
      <StepColumn step="preview">
        <SkeletonLines lines={8} />
      </StepColumn>
      <StepColumn step="write">
        <Skeleton className="h-28" />
        <Skeleton className="h-8" />
      </StepColumn>
    </WorkspaceFrame>
  )
}
