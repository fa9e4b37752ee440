; A digest in the worker pool is the first that needs OpenSSL: nothing of the worker's thread is left at the end (sanitizers).
(require '[norn.digest :as digest])
(println (digest/sha1 (byte-array 10000000))) ;=> d13ec7927b6274e80beeddf3232193768390dac3
