// The Go peers: one program, whose first argument chooses the benchmark.
package main

import (
	"fmt"
	"os"
	"syscall"
)

// cpuMs is the CPU time that the process has used, in milliseconds.
func cpuMs() float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	microseconds := func(t syscall.Timeval) int64 { return t.Sec*1_000_000 + t.Usec }
	return float64(microseconds(usage.Utime)+microseconds(usage.Stime)) / 1000
}

// rssBytes is the resident memory of the process now.
func rssBytes() int64 {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		panic(err)
	}
	var total, resident int64
	fmt.Sscan(string(text), &total, &resident)
	return resident * int64(os.Getpagesize())
}

func report(key string, value int64) {
	fmt.Printf("%s=%d\n", key, value)
}

var programs = map[string]func() int64{
	"fib":         fibProgram,
	"loop":        loopProgram,
	"cons":        consProgram,
	"switch":      switchProgram,
	"spawn":       spawnProgram,
	"parked":      parkedProgram,
	"ping_pong":   pingPongProgram,
	"skynet":      skynetProgram,
	"sleepers":    sleepersProgram,
	"await_chain": awaitChainProgram,
}

func main() {
	program, known := programs[os.Args[1]]
	if !known {
		fmt.Fprintln(os.Stderr, "no such program:", os.Args[1])
		os.Exit(2)
	}
	started := cpuMs()
	result := program()
	used := cpuMs() - started
	fmt.Printf("result=%d\ncpu_ms=%.3f\n", result, used)
}
