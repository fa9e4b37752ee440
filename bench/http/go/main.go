// The Go side of bench/http: `server PORT` and `client URI COUNT`.
package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
)

func serve(port string) {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		io.WriteString(w, "hello world")
	})
	panic(http.ListenAndServe("127.0.0.1:"+port, nil))
}

func get(uri string, count int) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 200, MaxConnsPerHost: 200}}
	var started, ok int64
	var workers sync.WaitGroup
	for i := 0; i < 200; i++ {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for atomic.AddInt64(&started, 1) <= int64(count) {
				response, err := client.Get(uri)
				if err != nil {
					panic(err)
				}
				io.ReadAll(response.Body)
				response.Body.Close()
				if response.StatusCode == 200 {
					atomic.AddInt64(&ok, 1)
				}
			}
		}()
	}
	workers.Wait()
	fmt.Printf("result=%d\n", ok)
}

func main() {
	if os.Args[1] == "server" {
		serve(os.Args[2])
	}
	count, _ := strconv.Atoi(os.Args[3])
	get(os.Args[2], count)
}
