#!/usr/bin/perl
# dedup-score.pl RECORDS CLUSTERS: pairs of the clusters against the pairs that are true: of one
# story, and with a Jaccard similarity of at least 0.8 over runs of 5 letters or digits, computed
# here in the plainest way.
use strict;
use warnings;
use JSON::PP;
use Unicode::Normalize;
use List::Util qw(uniq);

my ($records, $clusters) = @ARGV;
my $json = JSON::PP->new->utf8;
my (%shingles, %story, %by_story);
open my $in, '<', $records or die "$records: $!\n";
while (<$in>) {
    my $record = $json->decode($_);
    my $text = lc NFKC($record->{text});
    $text =~ s/[^\p{L}\p{N}]//g;
    $shingles{$record->{id}} = { map { substr($text, $_, 5) => 1 } 0 .. length($text) - 5 };
    $story{$record->{id}} = $record->{story};
    push @{ $by_story{$record->{story}} }, $record->{id};
}

sub jaccard {
    my ($x, $y) = @shingles{@_};
    my $both = grep { $y->{$_} } keys %$x;
    return $both / (keys(%$x) + keys(%$y) - $both);
}

sub pairs {
    my @ids = sort @_;
    return map { my $i = $_; map { [$ids[$i], $ids[$_]] } $i + 1 .. $#ids } 0 .. $#ids;
}

my %cluster;
open $in, '<', $clusters or die "$clusters: $!\n";
while (<$in>) {
    my $line = $json->decode($_);
    push @{ $cluster{$line->{cluster}} }, $line->{id};
}
my %found = map { ("@$_" => 1) } map { pairs(@$_) } values %cluster;
my @true = grep { jaccard(@$_) >= 0.8 } map { pairs(@$_) } values %by_story;
my $recalled = grep { $found{"@$_"} } @true;
my $same = grep { my ($a, $b) = split / /; $story{$a} eq $story{$b} } keys %found;
my $similar = grep { jaccard(split / /) >= 0.8 } keys %found;
printf "  %d records, %d true pairs, %d found\n", scalar keys %story, scalar @true, scalar keys %found;
printf "  recall of pairs at Jaccard >= 0.8      %.4f\n", $recalled / @true;
printf "  precision: pairs of one story          %.4f\n", $same / keys %found;
printf "  pairs at Jaccard >= 0.8 (the others hang together through a third)  %.4f\n",
    $similar / keys %found;
