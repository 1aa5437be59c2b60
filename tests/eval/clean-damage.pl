#!/usr/bin/perl
# Damages text as the mirrors do: clean-damage.pl [-f|-b] X=py ... < lines. Each line is encoded in GBK,
# "(py)" goes behind every occurrence of the bytes of X, in that order and without regard to where
# characters begin, and the bytes are decoded as code page 936: a bad pair is one "?", a pair that is
# not assigned is dropped. -f folds full-width ASCII, as the crawls did; -b writes the bytes.
use strict;
use warnings;
use utf8;
use Encode;
binmode STDIN, ':encoding(UTF-8)';
binmode STDOUT, ':encoding(UTF-8)';

my $fold = @ARGV && $ARGV[0] eq '-f' && shift @ARGV;
my $raw = @ARGV && $ARGV[0] eq '-b' && shift @ARGV;
binmode STDOUT, ':raw' if $raw;
my @list = map { [split /=/, decode('UTF-8', $_)] } @ARGV;
my %cell; # bytes of each assigned pair => character
open my $table, '<:encoding(UTF-8)', "$ENV{ROOT}/common/data/clean/cp936.tsv" or die "cp936.tsv: $!";
while (<$table>) {
    next if /^#/;
    chomp;
    my ($lead, $row) = split /\t/;
    my $trail = 0x40;
    for my $character (split //, $row) {
        $trail++ if $trail == 0x7F;
        $cell{chr(hex $lead) . chr $trail} = $character if $character ne "\x{FFFD}";
        $trail++;
    }
}
my %bytes = reverse %cell;

sub encode_gbk { join '', map { ord($_) < 0x80 ? $_ : $bytes{$_} // die "not in GBK: $_\n" } split //, shift }

sub decode_936 {
    my ($in, $out, $at) = (shift, '', 0);
    while ($at < length $in) {
        my $byte = ord substr $in, $at, 1;
        if ($byte <= 0x80) {
            $out .= $byte == 0x80 ? "\x{20AC}" : chr $byte;
            $at++;
            next;
        }
        my $pair = substr $in, $at, 2;
        my $trail = length $pair > 1 ? ord substr $pair, 1 : 0;
        $out .= $cell{$pair} // ($trail >= 0x40 && $trail != 0x7F ? '' : '?');
        $at += 2;
    }
    return $out;
}

while (<STDIN>) {
    chomp;
    my $bytes = encode_gbk($_);
    for my $rule (@list) {
        my ($x, $pinyin) = (encode_gbk($rule->[0]), encode_gbk($rule->[1]));
        $bytes =~ s/\Q$x\E/$x($pinyin)/g;
    }
    print "$bytes\n" if $raw;
    next if $raw;
    my $text = decode_936($bytes);
    $text =~ tr/\x{FF01}-\x{FF5E}\x{3000}/!-~ / if $fold;
    print "$text\n";
}
