package main

import (
	"sync"
	"time"
)

func pingPongProgram() (sum int64) {
	ping, pong := make(chan int64), make(chan int64)
	go func() {
		for value := range ping {
			pong <- value
		}
	}()
	for i := int64(0); i < 1_000_000; i++ {
		ping <- i
		sum += <-pong
	}
	close(ping)
	return sum
}

func skynet(number, size int64, parent chan int64) {
	if size == 1 {
		parent <- number
		return
	}
	children := make(chan int64)
	for i := int64(0); i < 10; i++ {
		go skynet(number+i*(size/10), size/10, children)
	}
	sum := int64(0)
	for i := 0; i < 10; i++ {
		sum += <-children
	}
	parent <- sum
}

func skynetProgram() int64 {
	root := make(chan int64)
	go skynet(0, 1_000_000, root)
	return <-root
}

func sleepersProgram() int64 {
	const n = 1_000_000
	var done sync.WaitGroup
	done.Add(n)
	before := rssBytes()
	for i := 0; i < n; i++ {
		go func(i int) {
			time.Sleep(time.Duration(5000+i/100) * time.Millisecond)
			done.Done()
		}(i)
	}
	report("bytes_per_task", (rssBytes()-before)/n)
	done.Wait()
	return n
}

// Each goroutine of the chain waits for the next one and adds 1.
func awaitChain(depth int64) chan int64 {
	result := make(chan int64, 1)
	go func() {
		if depth == 0 {
			result <- 0
		} else {
			result <- 1 + <-awaitChain(depth-1)
		}
	}()
	return result
}

func awaitChainProgram() (sum int64) {
	for i := 0; i < 100; i++ {
		sum += <-awaitChain(10_000)
	}
	return sum
}
