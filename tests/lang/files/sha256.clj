; The examples of FIPS 180-4, an input large enough for the worker pool, bytes and text alike.
(prn (norn.digest/sha256 "abc")) ;=> "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
(prn (norn.digest/sha256 "")) ;=> "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
(prn (norn.digest/sha256 (apply str (repeat 200 (apply str (repeat 200 \a)))))) ;=> "72a2f8d2643328a2e03dcb1b66fdc6610b95ba3019d88d8849ce060d0be634ce"
(prn (norn.digest/sha256 (byte-array [97 98 99]))) ;=> "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
