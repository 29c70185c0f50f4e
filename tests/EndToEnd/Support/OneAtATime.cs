// Each story uses the whole machine: beside another one, its waits would say nothing of the pipeline.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
