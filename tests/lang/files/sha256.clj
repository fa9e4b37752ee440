; The examples of FIPS 180-4, a large input, bytes and text alike.
(prn (norn.prim/sha256-hex "abc")) ;=> "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
(prn (norn.prim/sha256-hex "")) ;=> "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
(prn (norn.prim/sha256-hex (apply str (repeat 1000000 \a)))) ;=> "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
(prn (norn.prim/sha256-hex (byte-array [97 98 99]))) ;=> "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
