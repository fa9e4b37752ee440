package main

import (
	"runtime"
	"sync"
)

func fib(n int64) int64 {
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}

func fibProgram() (sum int64) {
	for i := 0; i < 5; i++ {
		sum += fib(32)
	}
	return sum
}

func loopProgram() (sum int64) {
	for i := int64(0); i < 50_000_000; i++ {
		sum += i
	}
	return sum
}

type cell struct {
	first int64
	next  *cell
}

func build(n int64) (cells *cell) {
	for i := int64(0); i < n; i++ {
		cells = &cell{i, cells}
	}
	return cells
}

func consProgram() (sum int64) {
	for i := int64(0); i < 100_000; i++ {
		add := func(x int64) int64 { return x + i }
		sum += add(build(100).first)
	}
	return sum
}

func switchProgram() (sum int64) {
	results := make(chan int64, 2)
	for task := 0; task < 2; task++ {
		go func() {
			turns := int64(0)
			for ; turns < 1_000_000; turns++ {
				runtime.Gosched()
			}
			results <- turns
		}()
	}
	return <-results + <-results
}

func spawnProgram() (sum int64) {
	for i := int64(0); i < 1_000_000; i++ {
		result := make(chan int64, 1)
		go func(i int64) { result <- i }(i)
		sum += <-result
	}
	return sum
}

func parkedProgram() (sum int64) {
	const n = 1_000_000
	gate := make(chan struct{})
	results := make([]int64, n)
	var done sync.WaitGroup
	done.Add(n)
	before := rssBytes()
	for i := range results {
		go func(i int) {
			<-gate
			results[i] = int64(i) + 1
			done.Done()
		}(i)
	}
	runtime.Gosched()
	report("bytes_per_task", (rssBytes()-before)/n)
	close(gate)
	done.Wait()
	for _, result := range results {
		sum += result
	}
	return sum
}
