# Compiler and linker flags of each variant. Nothing else sets flags.
#
#   release   -O2, line tables                     the shipped binary
#   debug     -O1, full debug info, NORN_DEBUG     slow checks, verifier on every code object
#   sanitize  debug + ASan, UBSan, leak check      computed-goto interpreter
#   gcc       release with g++                     computed-goto interpreter
#   fuzz      sanitize + libFuzzer                 only the programs of tests/fuzz
set(NORN_VARIANT release CACHE STRING "release, debug, sanitize, gcc or fuzz")
set_property(CACHE NORN_VARIANT PROPERTY STRINGS release debug sanitize gcc fuzz)

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS ON)  # statement expressions and computed goto
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_BUILD_TYPE "" CACHE STRING "unused: see NORN_VARIANT" FORCE)

# -fno-strict-aliasing: heap words are read as several types.
add_compile_options(
  -Wall -Wextra -Werror=return-type -Werror=unused-function -Werror=switch
  -fno-pie -fno-plt -fno-strict-aliasing -ffunction-sections -fdata-sections
  -ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)
add_link_options(-no-pie -static-libgcc -static-libstdc++ -Wl,--gc-sections)

# Relative to the build directory ccache rewrites paths to ../src; __FILE__ should still read src/….
add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fmacro-prefix-map=../=>)

if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  add_link_options(-fuse-ld=lld)
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-Wno-gnu-statement-expression>)
else()
  add_link_options(-fuse-ld=lld -B/usr/lib/llvm-19/bin)
  add_compile_definitions(NORN_COMPUTED_GOTO=1)
endif()

set(sanitizer_flags -fsanitize=address,undefined -fno-sanitize=vptr,function -fno-sanitize-recover=all)

if(NORN_VARIANT STREQUAL "release" OR NORN_VARIANT STREQUAL "gcc")
  add_compile_options(-O2 -g1)
elseif(NORN_VARIANT STREQUAL "debug")
  add_compile_options(-O1 -g -fno-omit-frame-pointer)
  add_compile_definitions(NORN_DEBUG=1 _GLIBCXX_ASSERTIONS=1)
elseif(NORN_VARIANT STREQUAL "sanitize" OR NORN_VARIANT STREQUAL "fuzz")
  add_compile_options(-O1 -g1 -fno-omit-frame-pointer ${sanitizer_flags})
  add_compile_definitions(NORN_DEBUG=1 NORN_SANITIZE=1 NORN_COMPUTED_GOTO=1 _GLIBCXX_ASSERTIONS=1)
  add_link_options(${sanitizer_flags})
  if(NORN_VARIANT STREQUAL "fuzz")
    add_compile_options(-fsanitize=fuzzer-no-link)
  endif()
else()
  message(FATAL_ERROR "unknown NORN_VARIANT '${NORN_VARIANT}'")
endif()
